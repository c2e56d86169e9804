import type { AnyHandler } from "../any-handler";
import { chargeRefunded } from "./charge-refunded";
import { refundChanged } from "./refund-changed";

/** How money goes back. */
export const OF_REVERSALS: readonly AnyHandler[] = [...refundChanged, chargeRefunded];
