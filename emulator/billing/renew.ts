import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { cancelNow } from "./cancel";
import { methodFor } from "./invoice-payments";
import { advanceLater } from "./invoices";
import { pauseNow } from "./pause";
import { periodAround } from "./periods";
import { recurringOf } from "./prices";
import { draftInvoice, lastingDiscounts, lineFor } from "./subscription-invoice";
import { itemsList } from "./subscription-record";
import { changeSubscription, isOver, putSubscription } from "./subscriptions";

/** A period is over: the next one begins, with a draft that is finalized and charged in an hour. */
export function renewTask(cause: Cause, id: string): void {
  const subscription = cause.emulator.store.get("subscription", id);
  if (subscription === undefined || isOver(subscription) || subscription.status === "paused") return;
  if (endsWithTrial(cause, subscription)) return;
  renew(cause, subscription);
}

/** Draws the next periods and their draft. Null when no item is due. */
export function renew(cause: Cause, subscription: Stripe.Subscription): Stripe.Invoice | null {
  const now = nowSeconds();
  const due = subscription.items.data.filter((item) => item.current_period_end <= now);
  const [first] = due;
  if (first === undefined) {
    putSubscription(cause, subscription);
    return null;
  }
  const items = subscription.items.data.map((item) =>
    due.includes(item) ? advanced(subscription, item) : item,
  );
  const renewed = items.filter((_, index) => due.includes(subscription.items.data[index] ?? first));
  const draft = draftInvoice(cause, subscription, {
    reason: "subscription_cycle",
    period: { start: first.current_period_start, end: first.current_period_end },
    lines: renewed.map((item) => lineFor(cause, item, subscription.currency)),
  });
  const invoice = subscription.status === "unpaid" ? draft : advanceLater(cause, draft);
  changeSubscription(cause, subscription, {
    items: itemsList(subscription.id, items),
    latest_invoice: invoice.id,
    discounts: lastingDiscounts(cause, subscription, invoice),
    ...(subscription.status === "trialing" ? { status: "active" } : {}),
  });
  emit(cause, "invoice.created", invoice);
  return invoice;
}

function advanced(subscription: Stripe.Subscription, item: Stripe.SubscriptionItem): Stripe.SubscriptionItem {
  const start = item.current_period_end;
  const { end } = periodAround(subscription.billing_cycle_anchor, recurringOf(item.price), start);
  return { ...item, current_period_start: start, current_period_end: end };
}

/** A trial without a card ends as its settings say. */
export function endsWithTrial(cause: Cause, subscription: Stripe.Subscription): boolean {
  const behavior = subscription.trial_settings?.end_behavior.missing_payment_method;
  if (subscription.status !== "trialing" || behavior === "create_invoice" || behavior === undefined)
    return false;
  if (subscription.collection_method !== "charge_automatically") return false;
  const invoice = cause.emulator.store.get("invoice", String(subscription.latest_invoice));
  if (invoice !== undefined && methodFor(cause, invoice) !== null) return false;
  if (behavior === "cancel") cancelNow(cause, subscription, { reason: "cancellation_requested" });
  else pauseNow(cause, subscription, "trial_end_without_payment_method");
  return true;
}
