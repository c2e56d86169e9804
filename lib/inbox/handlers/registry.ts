import type { AnyHandler } from "../any-handler";
import { customerSubscriptionChanged } from "./customer-subscription-changed";
import { invoiceChanged } from "./invoice-changed";
import { OF_PAYMENTS } from "./of-payments";
import { OF_REVERSALS } from "./of-reversals";
import { setupIntentSucceeded } from "./setup-intent-succeeded";
import { subscriptionScheduleChanged } from "./subscription-schedule-changed";

const HANDLERS: readonly AnyHandler[] = [
  ...OF_PAYMENTS,
  setupIntentSucceeded,
  ...customerSubscriptionChanged,
  ...invoiceChanged,
  ...subscriptionScheduleChanged,
  ...OF_REVERSALS,
];

const HANDLER_OF_TYPE = new Map<string, AnyHandler>(HANDLERS.map((handler) => [handler.type, handler]));

/** The events a webhook endpoint must be sent: exactly those with a handler. */
export const ENABLED_EVENTS: readonly string[] = HANDLERS.map((handler) => handler.type);

/** The handler of a type of event; null when we have no use for it. */
export function findHandler(type: string): AnyHandler | null {
  return HANDLER_OF_TYPE.get(type) ?? null;
}
