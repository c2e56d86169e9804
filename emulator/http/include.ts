import type Stripe from "stripe";
import type { Store } from "../store/store";
import type { Page } from "./list";

/** A field that an object only has when it is asked for by `expand`; undefined when there is no such field. */
export function includeField(
  store: Store,
  type: string,
  object: Record<string, unknown>,
  field: string,
): object | null | undefined {
  if (type === "invoice" && field === "confirmation_secret") return secretOf(store, object);
  if (type === "invoice" && field === "payments") return paymentsOf(store, String(object.id));
  if (type === "price" && field === "currency_options") return store.get("price_options", String(object.id));
  if (type === "coupon" && (field === "currency_options" || field === "applies_to")) {
    return store.get("coupon_extra", String(object.id))?.[field] ?? null;
  }
  if (type === "charge" && field === "refunds") return refundsOf(store, String(object.id));
  if (type === "customer" && field === "subscriptions") return subscriptionsOf(store, String(object.id));
  if (type === "customer" && (field === "sources" || field === "tax_ids")) {
    return { object: "list", url: `/v1/customers/${String(object.id)}/${field}`, has_more: false, data: [] };
  }
  if (type === "checkout.session" && field === "line_items") return linesOf(store, String(object.id));
  return undefined;
}

function linesOf(store: Store, session: string): Page<Stripe.LineItem> {
  const data = store.get("session_extra", session)?.lines ?? [];
  return { object: "list", url: `/v1/checkout/sessions/${session}/line_items`, has_more: false, data };
}

/** How a page can pay an invoice: only while it is open, and only when there is something to pay. */
function secretOf(store: Store, invoice: Record<string, unknown>): object | null {
  const link = store.get("invoice_link", String(invoice.id));
  const payment = link === undefined ? undefined : store.get("invoice_payment", link.payment);
  const intent = store.get("payment_intent", String(payment?.payment.payment_intent));
  if (invoice.status !== "open" || typeof intent?.client_secret !== "string") return null;
  return { client_secret: intent.client_secret, type: "payment_intent" };
}

function paymentsOf(store: Store, invoice: string): Page<Stripe.InvoicePayment> {
  const data = [...store.newest("invoice_payment")].filter((payment) => payment.invoice === invoice);
  return { object: "list", url: "/v1/invoice_payments", has_more: false, data };
}

function subscriptionsOf(store: Store, customer: string): Page<Stripe.Subscription> {
  const data = [...store.newest("subscription")].filter(
    (one) => one.customer === customer && !["canceled", "incomplete_expired"].includes(one.status),
  );
  return { object: "list", url: `/v1/customers/${customer}/subscriptions`, has_more: false, data };
}

function refundsOf(store: Store, charge: string): Page<Stripe.Refund> {
  const data = [...store.newest("refund")].filter((refund) => refund.charge === charge);
  return { object: "list", url: `/v1/charges/${charge}/refunds`, has_more: false, data: data.slice(0, 10) };
}
