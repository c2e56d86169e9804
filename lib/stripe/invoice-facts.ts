import type Stripe from "stripe";
import { type DueFacts, dueFactsOf } from "./due-facts";
import { idOf, toDate, toDateOrNull } from "./values";

/** A line of an invoice in plain values, money in minor units before discounts; negative when it credits. */
export type InvoiceLineFacts = {
  id: string;
  currency: string;
  amountMinor: number;
  quantity: number;
  priceId: string | null;
  isProration: boolean;
  periodStart: Date;
  periodEnd: Date;
};

/** An invoice in plain values, whatever version of the API wrote it. */
export type InvoiceFacts = {
  id: string;
  status: string;
  billingReason: string | null;
  customerId: string | null;
  subscriptionId: string | null;
  paymentIntentId: string | null;
  livemode: boolean;
  currency: string;
  amountPaidMinor: number;
  paidAt: Date | null;
  due: DueFacts;
  lines: InvoiceLineFacts[];
};

/** Where invoices and lines kept things until API version 2025-03-31. */
type OldInvoice = {
  subscription?: string | { id: string } | null;
  payment_intent?: string | { id: string } | null;
};
type OldLine = { price?: { id: string } | null; plan?: { id: string } | null; proration?: boolean };

/** An invoice's facts, from its latest shape or an older one; `lines` when they are more than the answer holds. */
export function fromStripeInvoice(
  invoice: Stripe.Invoice,
  lines: readonly Stripe.InvoiceLineItem[] = invoice.lines.data,
): InvoiceFacts {
  const old = invoice as unknown as OldInvoice;
  return {
    id: invoice.id,
    status: invoice.status ?? "draft",
    billingReason: invoice.billing_reason,
    customerId: idOf(invoice.customer),
    subscriptionId: idOf(invoice.parent?.subscription_details?.subscription ?? old.subscription),
    paymentIntentId: paymentIntentOf(invoice) ?? idOf(old.payment_intent),
    livemode: invoice.livemode,
    currency: invoice.currency,
    amountPaidMinor: invoice.amount_paid,
    paidAt: toDateOrNull(invoice.status_transitions?.paid_at),
    due: dueFactsOf(invoice),
    lines: lines.map(fromStripeLine),
  };
}

/** The PaymentIntent that brought the money; an invoice can have others that did not. */
function paymentIntentOf(invoice: Stripe.Invoice): string | null {
  const payments = invoice.payments?.data ?? [];
  const paid = payments.find(({ status }) => status === "paid");
  return idOf(paid?.payment.payment_intent);
}

function fromStripeLine(line: Stripe.InvoiceLineItem): InvoiceLineFacts {
  const old = line as unknown as OldLine;
  const parent = line.parent?.subscription_item_details ?? line.parent?.invoice_item_details;
  return {
    id: line.id,
    currency: line.currency,
    amountMinor: line.amount,
    quantity: line.quantity ?? 1,
    priceId: idOf(line.pricing?.price_details?.price ?? old.price ?? old.plan),
    isProration: parent?.proration ?? old.proration ?? false,
    periodStart: toDate(line.period.start),
    periodEnd: toDate(line.period.end),
  };
}
