import type Stripe from "stripe";
import { clockOf } from "../clock/clock-time";
import { plan } from "../clock/tasks";
import { nowSeconds } from "../context";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { refused } from "../http/errors";
import { idOf } from "../payments/intent-changes";
import { newId } from "../store/ids";
import { voidInvoice } from "./close";
import { collectInvoice } from "./collect";
import { finishDraft } from "./finish";
import { periodAround } from "./periods";
import { recurringOf } from "./prices";
import { draftInvoice, lineFor } from "./subscription-invoice";
import { itemsList } from "./subscription-record";
import { changeSubscription, INCOMPLETE_SECONDS } from "./subscriptions";

/** Stops a subscription: it neither serves nor bills until it is resumed. */
export function pauseNow(cause: Cause, before: Stripe.Subscription, why: string): Stripe.Subscription {
  const paused = { subscription: { type: why }, transitioned_at: nowSeconds(), type: "subscription" };
  const after = changeSubscription(cause, before, { status: "paused", status_details: { paused } });
  emit(cause, "customer.subscription.paused", after);
  return after;
}

interface Resumption {
  anchor: "now" | "unchanged";
  /** Active only when the invoice of the resumption is paid. */
  needsPayment: boolean;
}

/** Takes a paused subscription up again, with an invoice for the period that begins or that it is in. */
export function resume(cause: Cause, before: Stripe.Subscription, wish: Resumption): Stripe.Subscription {
  if (before.status !== "paused") {
    throw refused(`Only paused subscriptions can be resumed; this one is ${before.status}.`);
  }
  const now = nowSeconds();
  const anchor = wish.anchor === "now" ? now : before.billing_cycle_anchor;
  const items = before.items.data.map((item) => {
    const goesOn = wish.anchor === "unchanged" && item.current_period_end > now;
    const { start, end } = periodAround(anchor, recurringOf(item.price), now);
    return goesOn ? item : { ...item, current_period_start: start, current_period_end: end };
  });
  const billed = items.filter((item, index) => item !== before.items.data[index]);
  const { status_details: _paused, ...rest } = before;
  const target: Stripe.Subscription = {
    ...rest,
    billing_cycle_anchor: anchor,
    items: itemsList(before.id, items),
  };
  const free = billed.length === 0;
  const id = newId("in");
  const status = free || !wish.needsPayment ? "active" : "paused";
  const latest = free ? before.latest_invoice : id;
  const after = changeSubscription(cause, before, { ...target, status, latest_invoice: latest });
  if (status === "active") emit(cause, "customer.subscription.resumed", after);
  if (!free) bill(cause, after, billed, id, wish.needsPayment);
  return cause.emulator.store.get("subscription", before.id) ?? after;
}

function bill(
  cause: Cause,
  subscription: Stripe.Subscription,
  items: Stripe.SubscriptionItem[],
  id: string,
  voids: boolean,
): void {
  const now = nowSeconds();
  const lines = items.map((item) => lineFor(cause, item, subscription.currency));
  const period = { start: now, end: now };
  const draft = draftInvoice(cause, subscription, { id, reason: "subscription_update", period, lines });
  emit(cause, "invoice.created", draft);
  const open = finishDraft(cause, draft, !voids);
  if (open.status === "open") collectInvoice(cause, open);
  if (!voids) return;
  const at = now + INCOMPLETE_SECONDS;
  plan(cause, "expire_resumption", id, { at, clock: clockOf(cause, idOf(subscription.customer)) });
}

/** The invoice of a resumption was not paid within 23 hours: it is voided and the pause goes on. */
export function expireResumptionTask(cause: Cause, invoice: string): void {
  const found = cause.emulator.store.get("invoice", invoice);
  if (found?.status === "open") voidInvoice(cause, found);
}

/** The pause of collection is over by its date. */
export function resumeCollectionTask(cause: Cause, id: string): void {
  const subscription = cause.emulator.store.get("subscription", id);
  if (subscription?.pause_collection) changeSubscription(cause, subscription, { pause_collection: null });
}
