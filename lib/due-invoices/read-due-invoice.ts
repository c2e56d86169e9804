import { inTransaction } from "@/db/transaction";
import { declineAdvice } from "@/lib/checkout/decline-advice";
import { findCustomerOfWallet } from "@/lib/customers/find-customer-of-wallet";
import { log } from "@/lib/platform/log";
import { type Result, refuse } from "@/lib/platform/result";
import type { InvoiceFacts } from "@/lib/stripe/invoice-facts";
import type { SubscriptionFacts } from "@/lib/stripe/subscription-facts";
import { type DueInvoiceView, findDueInvoice } from "@/lib/subscriptions/find-due-invoice";
import { isLive } from "@/lib/subscriptions/live-statuses";
import { absorbReading, type Reading, readInvoice } from "@/lib/subscriptions/read-subscription";
import type { InvoicePageView } from "./views";

const INVOICE = /^in_[A-Za-z0-9]{1,100}$/;

/** An invoice of a wallet as Stripe has it at this moment, when all that follows from it is written here. */
export type DueInvoice = { facts: InvoiceFacts; view: InvoicePageView };

type Asked = { walletId: string; invoiceId: string };
type Answer = Result<DueInvoice, "invoice_not_found" | "stripe_unavailable">;

/**
 * Reads an invoice at Stripe and settles, shows or gives up what is found, as for every other word of it: so its page
 * needs no webhook. Nothing is asked for money. Refusals: `invoice_not_found`, also for somebody else's;
 * `stripe_unavailable`.
 *
 * Invoice and plan are two questions to Stripe. Who pays between them, in another tab, leaves an open invoice beside a
 * plan that is not late: such a reading tells nothing, and the next one is whole.
 */
export async function readDueInvoice(asked: Asked): Promise<Answer> {
  const read = await readOnce(asked);
  const isTorn = read.ok && read.view.state === "invoice_not_owed" && read.view.due !== null;
  return isTorn ? readOnce(asked) : read;
}

async function readOnce({ walletId, invoiceId }: Asked): Promise<Answer> {
  const customerId = INVOICE.test(invoiceId) ? await findCustomerOfWallet(walletId) : null;
  if (!customerId) return refuse("invoice_not_found");
  const reading = await tryToRead(invoiceId);
  if (!reading) return refuse("stripe_unavailable");
  const facts = reading.invoice?.invoice;
  if (!facts || facts.customerId !== customerId) return refuse("invoice_not_found");
  await inTransaction((tx) => absorbReading(tx, reading));
  const due = await findDueInvoice(walletId, invoiceId);
  return { ok: true, facts, view: toPageView(facts, due, reading.subscription) };
}

async function tryToRead(invoiceId: string): Promise<Reading | null> {
  try {
    return await readInvoice(invoiceId);
  } catch (error) {
    log.warn({ invoiceId, err: error }, "an invoice could not be read for its page");
    return null;
  }
}

function toPageView(
  facts: InvoiceFacts,
  due: DueInvoiceView | null,
  plan: SubscriptionFacts | null,
): InvoicePageView {
  const refusal = due?.lastRefusal ?? null;
  return {
    id: facts.id,
    state: stateOf(facts, due, plan),
    currency: facts.currency,
    amountMinor: facts.status === "paid" ? facts.amountPaidMinor : facts.due.amountMinor,
    triedWithId: facts.due.triedWithId,
    due,
    advice: refusal ? declineAdvice(refusal.code, refusal.declineCode ?? null, null) : null,
  };
}

/**
 * Money for an ended plan or for a period that is over would bring nothing, so it is not asked for. An open invoice by which no plan is late is a
 * first payment or a change: it is paid where it was begun.
 */
function stateOf(
  invoice: InvoiceFacts,
  due: DueInvoiceView | null,
  plan: SubscriptionFacts | null,
): InvoicePageView["state"] {
  const { status } = invoice;
  const { paymentIntent } = invoice.due;
  if (status === "paid") return "invoice_already_paid";
  if (status === "void") return "invoice_void";
  if (plan && !isLive(plan.status)) return "plan_ended";
  const isLate = plan?.status === "past_due" || plan?.status === "unpaid";
  if (!plan || !isLate || !due || !paymentIntent) return "invoice_not_owed";
  if (isOvertaken(invoice, plan)) return "invoice_overtaken";
  return paymentIntent.status === "succeeded" || paymentIntent.status === "processing"
    ? "processing"
    : "payable";
}

/** A later period has begun and has an invoice of its own; what this one would bring has expired. */
function isOvertaken({ id, lines }: InvoiceFacts, { latestInvoiceId, items }: SubscriptionFacts): boolean {
  const paidUntil = Math.max(...lines.map(({ periodEnd }) => periodEnd.getTime()));
  return id !== latestInvoiceId && items.every(({ periodStart }) => periodStart.getTime() >= paidUntil);
}
