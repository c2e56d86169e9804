import type Stripe from "stripe";
import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { isMissing } from "./customers";
import { PAGE_READ } from "./page-read";
import type { StripeAnswer } from "./trouble";
import { toDate, toDateOrNull } from "./values";

/** An invoice as a list shows it. Money in minor units of its currency; links exactly as Stripe gave them. */
export type ListedInvoice = {
  id: string;
  number: string | null;
  status: string;
  billingReason: string | null;
  currency: string;
  totalMinor: number;
  discountMinor: number;
  amountPaidMinor: number;
  amountRemainingMinor: number;
  createdAt: Date;
  nextAttemptAt: Date | null;
  hostedUrl: string | null;
  pdfUrl: string | null;
};

/** Which part of a list: what comes after an invoice (older), before it (newer), or the newest. */
export type InvoiceCursor = { after: string } | { before: string } | null;

export type InvoicePage = { invoices: ListedInvoice[]; hasMore: boolean };

/**
 * One page of a customer's invoices, newest first. `hasMore` is about the direction that was asked for. A cursor that
 * Stripe does not know, or a customer it does not know any more, is an empty page.
 */
export async function listInvoicesOf(
  customerId: string,
  cursor: InvoiceCursor,
  limit: number,
): Promise<StripeAnswer<InvoicePage>> {
  const answer = await askStripe("invoices.list", async () => {
    const params = { customer: customerId, limit, ...paramsOf(cursor) };
    const page = await stripe().invoices.list(params, PAGE_READ);
    return { invoices: page.data.map(fromStripe), hasMore: page.has_more };
  });
  return answer.ok || !isMissing(answer.trouble)
    ? answer
    : { ok: true, value: { invoices: [], hasMore: false } };
}

function paramsOf(cursor: InvoiceCursor): Stripe.InvoiceListParams {
  if (cursor === null) return {};
  return "after" in cursor ? { starting_after: cursor.after } : { ending_before: cursor.before };
}

/** The ids of a customer's invoices that can still be charged. */
export async function listOpenInvoicesOf(customerId: string): Promise<StripeAnswer<string[]>> {
  const answer = await askStripe("invoices.list", async () => {
    const ids: string[] = [];
    for await (const { id } of stripe().invoices.list({ customer: customerId, status: "open", limit: 100 }))
      ids.push(id);
    return ids;
  });
  return answer.ok || !isMissing(answer.trouble) ? answer : { ok: true, value: [] };
}

/**
 * Takes an open invoice back for good. `cause` is of one try: voiding twice does no harm, and Stripe would repeat a
 * stored 500 under the same key for a day. `refused` when it is not open any more, or its money is under way.
 */
export function voidInvoice(id: string, cause: string): Promise<StripeAnswer<string>> {
  return askStripe("invoices.void", async () => {
    const voided = await stripe().invoices.voidInvoice(id, {}, { idempotencyKey: `${cause}:${id}:void` });
    return voided.status ?? "void";
  });
}

function fromStripe(invoice: Stripe.Invoice): ListedInvoice {
  const discounts = invoice.total_discount_amounts ?? [];
  return {
    id: invoice.id,
    number: invoice.number,
    status: invoice.status ?? "draft",
    billingReason: invoice.billing_reason,
    currency: invoice.currency,
    totalMinor: invoice.total,
    discountMinor: discounts.reduce((sum, { amount }) => sum + amount, 0),
    amountPaidMinor: invoice.amount_paid,
    amountRemainingMinor: invoice.amount_remaining,
    createdAt: toDate(invoice.created),
    nextAttemptAt: toDateOrNull(invoice.next_payment_attempt),
    hostedUrl: invoice.hosted_invoice_url ?? null,
    pdfUrl: invoice.invoice_pdf ?? null,
  };
}
