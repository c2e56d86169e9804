import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { subscriptionOf } from "./invoice-payments";
import { changeSubscription, INCOMPLETE_SECONDS, nextPeriodEnd, putSubscription } from "./subscriptions";

/** Keeps a change back until its invoice is paid: the subscription stays as it was. */
export function holdBack(
  cause: Cause,
  before: Stripe.Subscription,
  target: Stripe.Subscription,
  invoice: Stripe.Invoice,
): Stripe.Subscription {
  return putSubscription(cause, before, {
    latest_invoice: invoice.id,
    pending_update: {
      billing_cycle_anchor:
        target.billing_cycle_anchor === before.billing_cycle_anchor ? null : target.billing_cycle_anchor,
      cancel_at_period_end: null,
      discount: null,
      discounts: null,
      expires_at: Math.min(nowSeconds() + INCOMPLETE_SECONDS, nextPeriodEnd(before)),
      metadata: null,
      subscription_items: target.items.data,
      trial_end: target.trial_end === before.trial_end ? null : target.trial_end,
      trial_from_plan: null,
    },
  });
}

/** Carries out a change whose invoice is paid now. */
export function applyPendingUpdate(
  cause: Cause,
  subscription: Stripe.Subscription,
  invoice: Stripe.Invoice,
): Stripe.Subscription {
  const { store } = cause.emulator;
  const change = store.get("pending_change", subscription.id);
  if (change === undefined || change.invoice !== invoice.id) return subscription;
  store.delete("pending_change", subscription.id);
  const { items, billing_cycle_anchor, trial_end, status } = change.target;
  const after = changeSubscription(cause, subscription, {
    items,
    billing_cycle_anchor,
    trial_end,
    status,
    pending_update: null,
  });
  if (change.announced) emit(cause, "customer.subscription.pending_update_applied", after);
  return after;
}

/** The invoice that a change waits for was voided, by time or by hand: everything stays as it was. */
export function dropPendingUpdate(cause: Cause, invoice: Stripe.Invoice): void {
  const { store } = cause.emulator;
  const id = subscriptionOf(invoice) ?? "";
  const change = store.get("pending_change", id);
  const subscription = store.get("subscription", id);
  if (change === undefined || subscription === undefined || change.invoice !== invoice.id) return;
  store.delete("pending_change", id);
  for (const [item, debit] of Object.entries(change.debits)) {
    if (debit === null) store.delete("debit", item);
    else store.put("debit", item, debit);
  }
  const after = changeSubscription(cause, subscription, { pending_update: null });
  emit(cause, "customer.subscription.pending_update_expired", after);
}
