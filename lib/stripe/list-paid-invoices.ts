import type Stripe from "stripe";
import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { type ListPage, type PageAsked, paramsOfPage, toListPage } from "./list-page";
import type { StripeAnswer } from "./trouble";
import { idOf, toDate } from "./values";

/** What can be compared of an invoice without reading its lines. Money in minor units. */
export type InvoiceSumFacts = {
  id: string;
  status: string;
  customerId: string | null;
  currency: string;
  amountPaidMinor: number;
  /** When it was paid, else when it was made. */
  at: Date;
};

/** One page of the account's paid invoices. Stripe leaves out those of customers that live by a test clock. */
export function listPaidInvoices(asked: PageAsked): Promise<StripeAnswer<ListPage<InvoiceSumFacts>>> {
  return askStripe("invoices.list", async () => {
    const page = await stripe().invoices.list({ ...paramsOfPage(asked), status: "paid" });
    return toListPage(page, toSumFacts);
  });
}

/** One invoice, by its id. */
export function retrieveInvoiceSum(id: string): Promise<StripeAnswer<InvoiceSumFacts>> {
  return askStripe("invoices.retrieve", async () => toSumFacts(await stripe().invoices.retrieve(id)));
}

function toSumFacts(invoice: Stripe.Invoice): InvoiceSumFacts {
  return {
    id: invoice.id,
    status: invoice.status ?? "draft",
    customerId: idOf(invoice.customer),
    currency: invoice.currency,
    amountPaidMinor: invoice.amount_paid,
    at: toDate(invoice.status_transitions?.paid_at ?? invoice.created),
  };
}
