import type { AnyHandler } from "../any-handler";
import { chargeUpdated } from "./charge-updated";
import { customerSubscriptionChanged } from "./customer-subscription-changed";
import { invoiceChanged } from "./invoice-changed";
import { paymentIntentCanceled } from "./payment-intent-canceled";
import { paymentIntentCreated } from "./payment-intent-created";
import { paymentIntentNotUsed } from "./payment-intent-not-used";
import { paymentIntentPaymentFailed } from "./payment-intent-payment-failed";
import { paymentIntentProcessing } from "./payment-intent-processing";
import { paymentIntentRequiresAction } from "./payment-intent-requires-action";
import { paymentIntentSucceeded } from "./payment-intent-succeeded";
import { setupIntentSucceeded } from "./setup-intent-succeeded";
import { subscriptionScheduleChanged } from "./subscription-schedule-changed";

const HANDLERS: readonly AnyHandler[] = [
  paymentIntentCreated,
  paymentIntentRequiresAction,
  paymentIntentProcessing,
  paymentIntentSucceeded,
  paymentIntentPaymentFailed,
  paymentIntentCanceled,
  ...paymentIntentNotUsed,
  chargeUpdated,
  setupIntentSucceeded,
  ...customerSubscriptionChanged,
  ...invoiceChanged,
  ...subscriptionScheduleChanged,
];

const HANDLER_OF_TYPE = new Map<string, AnyHandler>(HANDLERS.map((handler) => [handler.type, handler]));

/** The events a webhook endpoint must be sent: exactly those with a handler. */
export const ENABLED_EVENTS: readonly string[] = HANDLERS.map((handler) => handler.type);

/** The handler of a type of event; null when we have no use for it. */
export function findHandler(type: string): AnyHandler | null {
  return HANDLER_OF_TYPE.get(type) ?? null;
}
