import type Stripe from "stripe";
import { unplan } from "../clock/tasks";
import { nowSeconds } from "../context";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { dropAttempt } from "../payments/attempts";
import { needOf, openAttempt } from "../payments/authenticate";
import { authorize } from "../payments/authorize";
import { changeIntent } from "../payments/intent-changes";
import { cardBehind } from "../payments/resolve";
import { cancelPayment, intentFor, methodFor, paymentOf, subscriptionOf } from "./invoice-payments";
import { planFor, putInvoice, updateInvoice } from "./invoices";
import { subscriptionFailed, subscriptionPaid } from "./payment-outcome";

const DAY = 86_400;

/** Asks for the money of an open invoice as Stripe does by itself, and plans the next try in case this one fails. */
export function collectInvoice(cause: Cause, invoice: Stripe.Invoice): Stripe.Invoice {
  const count = invoice.attempt_count + 1;
  const days = cause.emulator.settings.billing.retryDays[count - 1];
  const next = isFirst(invoice) || days === undefined ? null : nowSeconds() + days * DAY;
  const started = putInvoice(cause, invoice, {
    attempted: true,
    attempt_count: count,
    next_payment_attempt: next,
  });
  if (next === null) unplan(cause, "collect_invoice", invoice.id);
  else planFor(cause, invoice, "collect_invoice", next);
  return chargeInvoice({ ...cause, collecting: invoice }, started, methodFor(cause, started));
}

/** The first invoice of a subscription is not tried again: its payer has to come back within 23 hours. */
function isFirst(invoice: Stripe.Invoice): boolean {
  return invoice.billing_reason === "subscription_create";
}

/**
 * Charges an invoice with this method. A bank that wants to see its holder leaves the PaymentIntent waiting for
 * them.
 */
export function chargeInvoice(
  cause: Cause,
  invoice: Stripe.Invoice,
  method: Stripe.PaymentMethod | null,
  offSession = true,
): Stripe.Invoice {
  const { store } = cause.emulator;
  const intent = intentFor(cause, invoice.id);
  if (intent === null) throw new Error(`${invoice.id} has nothing to pay`);
  if (method === null) failInvoice(cause, invoice, false);
  else askFor(cause, intent, method, offSession);
  return store.get("invoice", invoice.id) ?? invoice;
}

function askFor(
  cause: Cause,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  offSession: boolean,
): void {
  dropAttempt(cause, intent.id);
  const { card, secret } = cardBehind(cause, method);
  const change = { payment_method: method.id, last_payment_error: null, next_action: null };
  const ready = changeIntent(cause, intent, change);
  const need = needOf(card, secret, { offSession, requested: false });
  if (need.kind === "ask" && card.threeDSecure !== "frictionless") {
    openAttempt(cause, { intent: ready, method, returnUrl: null, sdk: true });
  } else if (need.kind === "broken") {
    const decline = { code: "card_declined", declineCode: "processing_error" } as const;
    authorize(cause, { intent: ready, method, authentication: null, decline });
  } else {
    const authentication = need.kind === "pass" ? need.authentication : "frictionless";
    authorize(cause, { intent: ready, method, authentication });
  }
}

/** What became of the PaymentIntent of an invoice, whoever confirmed it. */
export function invoiceIntentMoved(cause: Cause, intent: Stripe.PaymentIntent): void {
  const { store } = cause.emulator;
  const link = store.get("invoice_link", intent.id);
  const invoice = link === undefined ? undefined : store.get("invoice", link.invoice);
  if (invoice === undefined || (invoice.status !== "open" && invoice.status !== "uncollectible")) return;
  if (intent.status === "succeeded") payInvoice(cause, invoice, intent.amount_received);
  if (intent.status === "requires_payment_method") failInvoice(cause, invoice, false);
  if (intent.status === "requires_action") failInvoice(cause, invoice, true);
}

/** The invoice as the last event showed it; what changed since then is told by the next `invoice.updated`. */
function told(cause: Cause, invoice: Stripe.Invoice): Stripe.Invoice {
  return cause.collecting?.id === invoice.id ? cause.collecting : invoice;
}

/** Marks an open invoice as paid. `amount` is null when it was paid outside of Stripe. */
export function payInvoice(cause: Cause, invoice: Stripe.Invoice, amount: number | null): Stripe.Invoice {
  unplan(cause, "collect_invoice", invoice.id);
  if (amount === null) cancelPayment(cause, invoice, "requested_by_customer");
  const at = nowSeconds();
  const after: Stripe.Invoice = {
    ...invoice,
    status: "paid",
    attempted: true,
    attempt_count: Math.max(1, invoice.attempt_count),
    auto_advance: false,
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, paid_at: at },
  };
  const paid = putInvoice(cause, after);
  const finish = subscriptionPaid(cause, paid);
  if (invoice.amount_due > 0) updateInvoice(cause, told(cause, invoice), paid);
  emit(cause, "invoice.paid", paid);
  emit(cause, "invoice.payment_succeeded", paid);
  markPayment(cause, paid, amount, at);
  finish();
  return paid;
}

function markPayment(cause: Cause, invoice: Stripe.Invoice, amount: number | null, at: number): void {
  const payment = paymentOf(cause, invoice.id);
  if (payment === null || payment.status !== "open" || amount === null) return;
  const paid = cause.emulator.store.put("invoice_payment", payment.id, {
    ...payment,
    status: "paid",
    amount_paid: amount,
    status_transitions: { ...payment.status_transitions, paid_at: at },
  });
  emit(cause, "invoice_payment.paid", paid);
}

/** An invoice that was not paid: refused, or waiting for its payer. */
function failInvoice(cause: Cause, invoice: Stripe.Invoice, waits: boolean): void {
  const now = putInvoice(cause, invoice, {
    attempted: true,
    attempt_count: Math.max(1, invoice.attempt_count),
  });
  if (waits) emit(cause, "invoice.payment_action_required", now);
  // Who sits in front of a first payment has not failed yet by being asked.
  const failed = !(waits && isFirst(invoice));
  const again = now.attempt_count > 1;
  if (failed && again) emit(cause, "invoice.payment_failed", now);
  updateInvoice(cause, told(cause, invoice), now);
  if (failed && !again) emit(cause, "invoice.payment_failed", now);
  if (failed) subscriptionFailed(cause, now, subscriptionOf(now));
}
