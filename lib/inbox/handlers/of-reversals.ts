import type { AnyHandler } from "../any-handler";
import { chargeRefunded } from "./charge-refunded";
import { disputeChanged } from "./dispute-changed";
import { fraudWarningChanged } from "./fraud-warning-changed";
import { refundChanged } from "./refund-changed";

/** How money goes back, or may. */
export const OF_REVERSALS: readonly AnyHandler[] = [
  ...refundChanged,
  chargeRefunded,
  ...disputeChanged,
  ...fraudWarningChanged,
];
