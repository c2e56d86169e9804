import { log } from "@/lib/platform/log";
import { voidInvoice } from "@/lib/stripe/customer-invoices";
import { findOpenPayment } from "@/lib/stripe/open-payment";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { markQuote, type QuoteRow } from "./quote-row";
import { type OwnPlan, readOwnPlan } from "./read-own-plan";
import type { AcceptRefusal } from "./refusals";
import type { AcceptAnswer, RefusedPayment } from "./views";

export function refused(refusal: AcceptRefusal, payment: RefusedPayment | null = null): AcceptAnswer {
  return { outcome: "refused", refusal, payment };
}

/** Whether the plan is what the quote wanted. */
export function isCarriedOut(quote: QuoteRow, { facts, item }: OwnPlan): boolean {
  if (quote.timing === "period_end")
    return facts.schedule?.quoteId === quote.id && facts.schedule.next !== null;
  return item.price.id === quote.toPriceId;
}

/** Says what became of a quote that Stripe was asked to carry out, from the plan as it is now, and writes it down. */
export async function concludeChange(quote: QuoteRow, plan: OwnPlan): Promise<AcceptAnswer> {
  if (isCarriedOut(quote, plan)) {
    await markQuote(quote, "done");
    return { outcome: quote.timing === "period_end" ? "scheduled" : "changed" };
  }
  if (plan.facts.pendingUpdate) return concludePending(plan, quote);
  await markQuote(quote, "overtaken");
  return refused("quote_overtaken");
}

/** The change waits for money: for the bank, which the person can ask, or in vain, and then it is dropped at once. */
export async function concludePending(plan: OwnPlan, quote: QuoteRow | null): Promise<AcceptAnswer> {
  const invoiceId = plan.facts.latestInvoiceId;
  if (!invoiceId) return refused("stripe_unavailable");
  const payment = await findOpenPayment(invoiceId);
  if (!payment.ok) return refused("stripe_unavailable");
  const intent = payment.value;
  if (!intent || !isRefused(intent)) return { outcome: "waiting", clientSecret: secretOf(intent) };
  await dropPending(invoiceId, quote?.id ?? intent.id);
  await readOwnPlan(plan.walletId);
  if (quote) await markQuote(quote, "declined");
  return refused(intent.failure ? "card_declined" : "payment_method_missing", toRefusedPayment(intent));
}

function isRefused({ status }: PaymentIntentFacts): boolean {
  return status === "requires_payment_method" || status === "canceled";
}

function secretOf(intent: PaymentIntentFacts | null): string | null {
  return intent?.status === "requires_action" ? intent.clientSecret : null;
}

function toRefusedPayment({ failure, charge }: PaymentIntentFacts): RefusedPayment | null {
  return failure && { ...failure, blocked: charge?.blocked ?? false };
}

/** With its invoice the change goes. If Stripe does not answer it stays, is shown, and lapses within a day. */
async function dropPending(invoiceId: string, cause: string): Promise<void> {
  const voided = await voidInvoice(invoiceId, `change:${cause}`);
  if (!voided.ok)
    log.warn({ invoiceId, trouble: voided.trouble.kind }, "a refused change was not dropped yet");
}
