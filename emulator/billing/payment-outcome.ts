import type Stripe from "stripe";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { idOf } from "../payments/intent-changes";
import { cancelNow } from "./cancel";
import { stopAdvancing } from "./close";
import { intentFor, subscriptionOf } from "./invoice-payments";
import { applyPendingUpdate } from "./pending-update";
import { changeSubscription, isOver } from "./subscriptions";

function find(cause: Cause, invoice: Stripe.Invoice): Stripe.Subscription | undefined {
  return cause.emulator.store.get("subscription", subscriptionOf(invoice) ?? "");
}

/**
 * What a paid invoice does to its subscription. A first payment is told before the invoice is; what else follows is
 * answered as a function, to be called when the invoice was told.
 */
export function subscriptionPaid(cause: Cause, invoice: Stripe.Invoice): () => void {
  const subscription = find(cause, invoice);
  if (subscription === undefined) return () => {};
  if (subscription.status === "incomplete") {
    changeSubscription(cause, subscription, {
      status: "active",
      ...savedMethod(cause, subscription, invoice),
    });
    return () => {};
  }
  return () => recover(cause, invoice);
}

/** The card of a payment becomes that of the subscription where it was asked to be. */
function savedMethod(
  cause: Cause,
  subscription: Stripe.Subscription,
  invoice: Stripe.Invoice,
): Partial<Stripe.Subscription> {
  if (subscription.payment_settings?.save_default_payment_method !== "on_subscription") return {};
  const method = idOf(intentFor(cause, invoice.id)?.payment_method ?? null);
  return method === null ? {} : { default_payment_method: method };
}

function recover(cause: Cause, invoice: Stripe.Invoice): void {
  const subscription = find(cause, invoice);
  if (subscription === undefined || isOver(subscription)) return;
  const current = applyPendingUpdate(cause, subscription, invoice);
  const late = ["past_due", "unpaid", "paused"].includes(current.status);
  const settles = late && current.latest_invoice === invoice.id;
  const resumes = settles && current.status === "paused";
  const after = changeSubscription(cause, current, {
    ...savedMethod(cause, current, invoice),
    ...(settles ? { status: "active" } : {}),
  });
  if (resumes) emit(cause, "customer.subscription.resumed", after);
}

/** What an unpaid invoice does to its subscription: late, and after the last try what the account chose. */
export function subscriptionFailed(cause: Cause, invoice: Stripe.Invoice, id: string | null): void {
  const subscription = cause.emulator.store.get("subscription", id ?? "");
  if (subscription === undefined || subscription.pending_update !== null) return;
  if (subscription.latest_invoice !== invoice.id) return;
  const { status } = subscription;
  if (status !== "active" && status !== "trialing" && status !== "past_due") return;
  const late = changeSubscription(cause, subscription, { status: "past_due" });
  const { retryDays, afterRetries } = cause.emulator.settings.billing;
  if (invoice.next_payment_attempt !== null || invoice.attempt_count <= retryDays.length) return;
  if (afterRetries === "cancel") cancelNow(cause, late, { reason: "payment_failed" });
  if (afterRetries === "mark_unpaid") {
    stopAdvancing(cause, invoice);
    changeSubscription(cause, late, { status: "unpaid" });
  }
}

/** May this invoice still be collected by itself? */
export function payableLater(cause: Cause, invoice: Stripe.Invoice): boolean {
  const subscription = find(cause, invoice);
  return subscription === undefined || (!isOver(subscription) && subscription.status !== "unpaid");
}

/** A card that was set up for a subscription without a first payment pays for it from now on. */
export function subscriptionSetUp(cause: Cause, setup: Stripe.SetupIntent): void {
  for (const subscription of cause.emulator.store.newest("subscription")) {
    if (subscription.pending_setup_intent !== setup.id) continue;
    changeSubscription(cause, subscription, {
      pending_setup_intent: null,
      default_payment_method: idOf(setup.payment_method),
    });
    return;
  }
}
