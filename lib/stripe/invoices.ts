import type Stripe from "stripe";
import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { fromStripeInvoice, type InvoiceFacts } from "./invoice-facts";
import type { StripeAnswer } from "./trouble";

/** An invoice as Stripe has it now, with all its lines and what paid it or can pay it. */
export function retrieveInvoice(id: string): Promise<StripeAnswer<InvoiceFacts>> {
  return askStripe("invoices.retrieve", async () => {
    const invoice = await stripe().invoices.retrieve(id, {
      expand: ["payments.data.payment.payment_intent"],
    });
    if (!invoice.lines.has_more) return fromStripeInvoice(invoice);
    const lines: Stripe.InvoiceLineItem[] = [];
    for await (const line of stripe().invoices.listLineItems(id, { limit: 100 })) lines.push(line);
    return fromStripeInvoice(invoice, lines);
  });
}

/** The id of the invoice with which a subscription was created; null when Stripe has none of it. */
export function findFirstInvoice(subscriptionId: string): Promise<StripeAnswer<string | null>> {
  return askStripe("invoices.list", async () => {
    for await (const invoice of stripe().invoices.list({ subscription: subscriptionId, limit: 100 }))
      if (invoice.billing_reason === "subscription_create") return invoice.id;
    return null;
  });
}

/**
 * The invoice that a PaymentIntent pays, or null when it pays none. A PaymentIntent does not say so itself: only
 * the list of invoice payments does.
 */
export function findInvoiceOfPayment(paymentIntentId: string): Promise<StripeAnswer<string | null>> {
  return askStripe("invoice_payments.list", async () => {
    const { data } = await stripe().invoicePayments.list({
      payment: { type: "payment_intent", payment_intent: paymentIntentId },
      limit: 1,
    });
    const invoice = data[0]?.invoice;
    return typeof invoice === "string" ? invoice : (invoice?.id ?? null);
  });
}
