import type { AnyHandler } from "../any-handler";
import { chargeUpdated } from "./charge-updated";
import { paymentIntentCanceled } from "./payment-intent-canceled";
import { paymentIntentCreated } from "./payment-intent-created";
import { paymentIntentNotUsed } from "./payment-intent-not-used";
import { paymentIntentPaymentFailed } from "./payment-intent-payment-failed";
import { paymentIntentProcessing } from "./payment-intent-processing";
import { paymentIntentRequiresAction } from "./payment-intent-requires-action";
import { paymentIntentSucceeded } from "./payment-intent-succeeded";

/** How one payment begins, is tried, ends and is booked. */
export const OF_PAYMENTS: readonly AnyHandler[] = [
  paymentIntentCreated,
  paymentIntentRequiresAction,
  paymentIntentProcessing,
  paymentIntentSucceeded,
  paymentIntentPaymentFailed,
  paymentIntentCanceled,
  ...paymentIntentNotUsed,
  chargeUpdated,
];
