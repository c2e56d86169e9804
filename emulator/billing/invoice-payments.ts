import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { dropAttempt } from "../payments/attempts";
import { changeIntent, idOf } from "../payments/intent-changes";
import { intentRecord } from "../payments/intent-record";
import { newId } from "../store/ids";

const DESCRIPTIONS: Record<string, string> = {
  subscription_create: "Subscription creation",
  subscription_cycle: "Subscription update",
  subscription_update: "Subscription update",
};

/** The PaymentIntent by which an invoice is paid, and the record that ties the two. No event: see the callers. */
export function openInvoiceIntent(cause: Cause, invoice: Stripe.Invoice): Stripe.PaymentIntent {
  const { store } = cause.emulator;
  const method = methodFor(cause, invoice);
  const blank = intentRecord(invoice.amount_due, invoice.currency);
  const intent = changeIntent(cause, blank, {
    customer: invoice.customer,
    description:
      DESCRIPTIONS[invoice.billing_reason ?? ""] ?? `Payment for Invoice ${invoice.number ?? ""}`.trim(),
    payment_method: method?.id ?? null,
    payment_method_types: ["card"],
    setup_future_usage: invoice.parent?.type === "subscription_details" ? "off_session" : null,
    status: method === null ? "requires_payment_method" : "requires_confirmation",
  });
  const id = newId("inpay");
  store.put("invoice_payment", id, {
    id,
    object: "invoice_payment",
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: nowSeconds(),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent.id, type: "payment_intent" },
    status: "open",
    status_transitions: { canceled_at: null, paid_at: null },
  });
  store.put("invoice_link", intent.id, { invoice: invoice.id, payment: id });
  store.put("invoice_link", invoice.id, { invoice: invoice.id, payment: id });
  return intent;
}

/** The record of how an invoice is paid; null while there is nothing to pay. */
export function paymentOf(cause: Cause, invoice: string): Stripe.InvoicePayment | null {
  const { store } = cause.emulator;
  const link = store.get("invoice_link", invoice);
  return (link === undefined ? undefined : store.get("invoice_payment", link.payment)) ?? null;
}

/** The PaymentIntent of an invoice; null where there is nothing to pay. */
export function intentFor(cause: Cause, invoice: string): Stripe.PaymentIntent | null {
  const id = idOf(paymentOf(cause, invoice)?.payment.payment_intent ?? null);
  return (id === null ? undefined : cause.emulator.store.get("payment_intent", id)) ?? null;
}

/** Who pays, in Stripe's order: the invoice's own method, the subscription's, the customer's. */
export function methodFor(cause: Cause, invoice: Stripe.Invoice): Stripe.PaymentMethod | null {
  const { store } = cause.emulator;
  const customer = store.get("customer", idOf(invoice.customer) ?? "");
  const subscription = store.get("subscription", subscriptionOf(invoice) ?? "");
  const id =
    idOf(invoice.default_payment_method) ??
    idOf(subscription?.default_payment_method ?? null) ??
    idOf(customer?.invoice_settings.default_payment_method ?? null);
  const found = id === null ? undefined : store.get("payment_method", id);
  return found !== undefined && found.customer === customer?.id ? found : null;
}

export function subscriptionOf(invoice: Stripe.Invoice): string | null {
  return idOf(invoice.parent?.subscription_details?.subscription ?? null);
}

/** Gives the payment of an invoice up, because it was voided or paid in another way. */
export function cancelPayment(
  cause: Cause,
  invoice: Stripe.Invoice,
  reason: Stripe.PaymentIntent.CancellationReason,
): void {
  const { store } = cause.emulator;
  const payment = paymentOf(cause, invoice.id);
  const intent = intentFor(cause, invoice.id);
  if (payment === null || intent === null || payment.status !== "open") return;
  const at = nowSeconds();
  const transitions = { ...payment.status_transitions, canceled_at: at };
  store.put("invoice_payment", payment.id, {
    ...payment,
    status: "canceled",
    status_transitions: transitions,
  });
  if (intent.status === "succeeded" || intent.status === "canceled") return;
  dropAttempt(cause, intent.id);
  const change = { canceled_at: at, cancellation_reason: reason, next_action: null };
  emit(cause, "payment_intent.canceled", changeIntent(cause, intent, { status: "canceled", ...change }));
}
