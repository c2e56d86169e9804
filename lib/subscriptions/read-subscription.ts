import { sql, type Tx } from "@/db/client";
import type { InvoiceFacts } from "@/lib/stripe/invoice-facts";
import { findFirstInvoice, retrieveInvoice } from "@/lib/stripe/invoices";
import { retrievePrice } from "@/lib/stripe/prices";
import type { SubscriptionFacts } from "@/lib/stripe/subscription-facts";
import { retrieveSubscription } from "@/lib/stripe/subscriptions";
import type { StripeAnswer } from "@/lib/stripe/trouble";
import type { Absorbed } from "./absorbed";
import { followDues } from "./follow-dues";
import { type PlanTerms, toPlanTerms } from "./plan-terms";
import { recordSubscription } from "./record-subscription";
import { type InvoiceToSettle, settleInvoice } from "./settle-invoice";

/**
 * What Stripe says now of a subscription and of one invoice: the one that was asked about, else the subscription's
 * latest, so that a paid invoice is noticed whatever brought us here. `ticket` orders readings of one subscription.
 * `trialIsEnding`: what brought us here is Stripe's word that a trial ends in some days.
 */
export type Reading = {
  ticket: number;
  subscription: SubscriptionFacts | null;
  invoice: InvoiceToSettle | null;
  trialIsEnding?: boolean;
};

/** Stripe gave no answer to what had to be read; whoever has nobody to tell lets it fail and is called again. */
export class StripeNotRead extends Error {
  constructor(id: string, trouble: string) {
    super(`stripe_not_read: ${id}, ${trouble}`);
  }
}

/**
 * Reads a subscription at Stripe, and its latest invoice; no transaction may be open. Whoever suspects a change does
 * this and then `absorbReading`; it is safe any number of times and at once. Throws when Stripe does not answer.
 */
export async function readSubscription(subscriptionId: string): Promise<Reading> {
  const ticket = await drawTicket();
  const subscription = await known(retrieveSubscription(subscriptionId), subscriptionId);
  const latest = subscription?.latestInvoiceId ?? null;
  const invoice = latest && !(await isSettled(latest)) ? await known(retrieveInvoice(latest), latest) : null;
  return { ticket, subscription, invoice: invoice && (await toSettleOf(invoice, subscription)) };
}

/** The same, when it is an invoice that something was heard of. */
export async function readInvoice(invoiceId: string): Promise<Reading> {
  const ticket = await drawTicket();
  const invoice = await known(retrieveInvoice(invoiceId), invoiceId);
  const id = invoice?.subscriptionId ?? null;
  const subscription = id ? await known(retrieveSubscription(id), id) : null;
  return { ticket, subscription, invoice: invoice && (await toSettleOf(invoice, subscription)) };
}

/**
 * The same, when money was heard of that pays an invoice; null when the invoice was settled before. So a paid invoice
 * is noticed also when the event that tells of it never comes.
 */
export async function readInvoiceOfMoney(invoiceId: string): Promise<Reading | null> {
  return (await isSettled(invoiceId)) ? null : readInvoice(invoiceId);
}

/**
 * The same, with the invoice that a subscription was created with; null when that was settled before. For a plan that
 * goes on and of whose beginning no word arrived: its latest invoice is another one by then.
 */
export async function readFirstInvoice(subscriptionId: string): Promise<Reading | null> {
  const id = await known(findFirstInvoice(subscriptionId), subscriptionId);
  return id ? readInvoiceOfMoney(id) : null;
}

/**
 * Brings our copy and the credits of the invoice up to what was read, in the caller's transaction, with what is owed
 * and the mails that it calls for. Answers what matters most.
 */
export async function absorbReading(tx: Tx, reading: Reading): Promise<Absorbed> {
  const { ticket, subscription, invoice, trialIsEnding = false } = reading;
  const settled = invoice ? await settleInvoice(tx, invoice) : null;
  const recorded = subscription ? await recordSubscription(tx, subscription, ticket) : null;
  if (subscription && recorded?.kind !== "ignored")
    await followDues(tx, subscription.id, { invoice: invoice?.invoice ?? null, ticket, trialIsEnding });
  if (settled && (settled.kind === "granted" || settled.kind === "parked")) return settled;
  if (recorded && recorded.kind !== "ignored") return recorded;
  return settled ?? recorded ?? { kind: "ignored", sentence: "Stripe does not know this any more" };
}

async function drawTicket(): Promise<number> {
  const [row] = await sql()<{ ticket: number }[]>`select nextval('subscription_readings') as ticket`;
  if (!row) throw new Error("ticket_missing: the sequence gave nothing");
  return row.ticket;
}

async function isSettled(invoiceId: string): Promise<boolean> {
  const [row] = await sql()`select 1 from paid_invoices where stripe_invoice_id = ${invoiceId}`;
  return row !== undefined;
}

/** The terms of each price on a paid invoice. The subscription's own are known already, so most ask for none. */
async function toSettleOf(
  invoice: InvoiceFacts,
  subscription: SubscriptionFacts | null,
): Promise<InvoiceToSettle> {
  const terms = new Map<string, PlanTerms>();
  const trialEnd = subscription?.trialEnd ?? null;
  if (invoice.status !== "paid") return { invoice, terms, trialEnd };
  const inSubscription = new Map(subscription?.items.map(({ price }) => [price.id, price]));
  for (const id of new Set(invoice.lines.map(({ priceId }) => priceId))) {
    const price = id && (inSubscription.get(id) ?? (await known(retrievePrice(id), id)));
    const promised = price ? toPlanTerms(price) : null;
    if (promised) terms.set(promised.priceId, promised);
  }
  return { invoice, terms, trialEnd };
}

/** An object's facts, or null when Stripe knows no such thing: the event was of another account or of a test. */
async function known<Facts>(asked: Promise<StripeAnswer<Facts>>, id: string): Promise<Facts | null> {
  const answer = await asked;
  if (answer.ok) return answer.value;
  if (answer.trouble.kind === "refused" && answer.trouble.code === "resource_missing") return null;
  throw new StripeNotRead(id, answer.trouble.kind);
}
