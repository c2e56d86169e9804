import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { idOf } from "../payments/intent-changes";
import { stopAdvancing, voidInvoice } from "./close";
import { collectInvoice } from "./collect";
import { finishDraft } from "./finish";
import { pendingItems } from "./invoice-items";
import { subscriptionOf } from "./invoice-payments";
import { advanceLater } from "./invoices";
import { creditRest } from "./prorate";
import { endSchedule } from "./schedule-end";
import { draftInvoice } from "./subscription-invoice";
import { isOver, putSubscription } from "./subscriptions";

interface Wish {
  reason: Stripe.Subscription.CancellationDetails.Reason;
  comment?: string | null;
  feedback?: string | null;
  /** Credit what was paid for and is not used. */
  prorate?: boolean;
  /** Bill what waits for the next invoice now. */
  invoiceNow?: boolean;
}

/** Ends a subscription. Its invoices are left as they are, but nothing happens to them by itself any more. */
export function cancelNow(cause: Cause, before: Stripe.Subscription, wish: Wish): Stripe.Subscription {
  if (isOver(before)) return before;
  const now = nowSeconds();
  if (wish.prorate === true) creditRest(cause, before, now);
  const bill = wish.invoiceNow === true ? finalDraft(cause, before) : null;
  stopInvoices(cause, before, bill?.id ?? null);
  const details = before.cancellation_details;
  const after = putSubscription(cause, before, {
    status: "canceled",
    canceled_at: before.canceled_at ?? now,
    ended_at: now,
    pending_update: null,
    schedule: null,
    ...(bill === null ? {} : { latest_invoice: bill.id }),
    cancellation_details: {
      comment: wish.comment ?? details?.comment ?? null,
      feedback: wish.feedback ?? details?.feedback ?? null,
      feedback_option: null,
      reason: wish.reason,
    },
  });
  cause.emulator.store.delete("pending_change", before.id);
  emit(cause, "customer.subscription.deleted", after);
  endSchedule(cause, idOf(before.schedule), "canceled");
  if (bill !== null) billNow(cause, bill);
  return after;
}

/** What waits for an invoice that will never come; null when nothing waits. */
function finalDraft(cause: Cause, subscription: Stripe.Subscription): Stripe.Invoice | null {
  const { id, currency } = subscription;
  if (pendingItems(cause, String(subscription.customer), currency, id).length === 0) return null;
  const now = nowSeconds();
  return draftInvoice(cause, subscription, {
    reason: "subscription_update",
    period: { start: now, end: now },
    lines: [],
  });
}

function billNow(cause: Cause, draft: Stripe.Invoice): void {
  emit(cause, "invoice.created", draft);
  const open = finishDraft(cause, draft, false);
  if (open.status === "open") collectInvoice(cause, open);
}

function stopInvoices(cause: Cause, { id, status }: Stripe.Subscription, except: string | null): void {
  for (const invoice of [...cause.emulator.store.newest("invoice")]) {
    if (subscriptionOf(invoice) !== id || invoice.id === except) continue;
    if (status === "incomplete" && invoice.status === "open") voidInvoice(cause, invoice);
    else stopAdvancing(cause, invoice);
  }
}

/** The date came on which a subscription was to end. What it still owes comes on a last invoice. */
export function cancelTask(cause: Cause, id: string): void {
  const subscription = cause.emulator.store.get("subscription", id);
  if (subscription === undefined || isOver(subscription)) return;
  if (subscription.cancel_at === null || subscription.cancel_at > nowSeconds()) return;
  const after = cancelNow(cause, subscription, {
    reason: subscription.cancellation_details?.reason ?? "cancellation_requested",
  });
  const draft = finalDraft(cause, after);
  if (draft === null) return;
  emit(cause, "invoice.created", advanceLater(cause, draft));
}

/** A first payment did not come within 23 hours. */
export function expireTask(cause: Cause, id: string): void {
  const { store } = cause.emulator;
  const subscription = store.get("subscription", id);
  if (subscription === undefined || subscription.status !== "incomplete") return;
  const invoice = store.get("invoice", idOf(subscription.latest_invoice) ?? "");
  if (invoice?.status === "open") voidInvoice(cause, invoice);
  const current = store.get("subscription", id) ?? subscription;
  const after = putSubscription(cause, current, { status: "incomplete_expired", ended_at: nowSeconds() });
  emit(cause, "customer.subscription.updated", after, { status: "incomplete", ended_at: null });
}

/** The payment that a change waits for did not come in time: its invoice is voided, and the change with it. */
export function expirePendingTask(cause: Cause, id: string): void {
  const change = cause.emulator.store.get("pending_change", id);
  const invoice = change && cause.emulator.store.get("invoice", change.invoice);
  if (invoice?.status === "open") voidInvoice(cause, invoice);
}
