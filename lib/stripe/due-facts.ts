import type Stripe from "stripe";
import { fromStripePaymentIntent, type PaymentIntentFacts } from "./payment-intent-facts";
import { idOf, toDate, toDateOrNull } from "./values";

/** What is known of collecting an invoice; money in minor units. */
export type DueFacts = {
  /** What is still to be paid. */
  amountMinor: number;
  /** How often Stripe has tried by itself. */
  attempts: number;
  /** When it tries again; null when it will not. */
  nextAttemptAt: Date | null;
  /** When it began to be owed: a draft is owed by nobody. */
  since: Date;
  /** By which it can be paid now. Null for a draft, for what was paid, and in answers that only name it. */
  paymentIntent: PaymentIntentFacts | null;
  /** With what that was tried last, so with what it waits for the payer where it does. */
  triedWithId: string | null;
};

/** An invoice that nobody has tried to collect by itself yet has no number of tries in old versions. */
export function dueFactsOf(invoice: Stripe.Invoice): DueFacts {
  const intent = openIntentOf(invoice);
  return {
    amountMinor: invoice.amount_remaining,
    attempts: invoice.attempt_count,
    nextAttemptAt: toDateOrNull(invoice.next_payment_attempt),
    since: toDate(invoice.status_transitions?.finalized_at ?? invoice.created),
    paymentIntent: intent && fromStripePaymentIntent(intent),
    triedWithId: idOf(intent?.payment_method),
  };
}

function openIntentOf(invoice: Stripe.Invoice): Stripe.PaymentIntent | null {
  const open = (invoice.payments?.data ?? []).filter(({ status }) => status === "open");
  const intent = (open.find((one) => one.is_default) ?? open[0])?.payment.payment_intent;
  return intent && typeof intent !== "string" ? intent : null;
}
