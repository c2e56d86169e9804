import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { voidInvoice } from "./close";
import { changeSubscription, INCOMPLETE_SECONDS, putSubscription } from "./subscriptions";

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
      expires_at: nowSeconds() + INCOMPLETE_SECONDS,
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

/** The payment did not come in time: everything stays as it was. */
export function expirePendingTask(cause: Cause, id: string): void {
  const { store } = cause.emulator;
  const change = store.get("pending_change", id);
  const subscription = store.get("subscription", id);
  if (change === undefined || subscription === undefined) return;
  store.delete("pending_change", id);
  for (const [item, debit] of Object.entries(change.debits)) {
    if (debit === null) store.delete("debit", item);
    else store.put("debit", item, debit);
  }
  const invoice = store.get("invoice", change.invoice);
  if (invoice?.status === "open") voidInvoice(cause, invoice);
  const after = changeSubscription(cause, subscription, { pending_update: null });
  emit(cause, "customer.subscription.pending_update_expired", after);
}
