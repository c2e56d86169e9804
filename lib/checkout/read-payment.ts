import type { Tx } from "@/db/client";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { retrievePaymentIntent } from "@/lib/stripe/retrieve-payment-intent";
import { type Reading, readInvoiceOfMoney, StripeNotRead } from "@/lib/subscriptions/read-subscription";
import { type Absorbed, absorbPaymentIntent } from "./absorb-payment-intent";
import { absorbPlanReading } from "./absorb-plan-reading";
import { describeCharge, recordCharge } from "./record-charge";
import { withInvoice } from "./with-invoice";

/** A PaymentIntent as Stripe has it now, and the invoice that it pays, if that is not settled here yet. */
export type PaymentReading = { intent: PaymentIntentFacts; invoice: Reading | null };

/**
 * Reads a PaymentIntent at Stripe with all that must be known to settle its money, whatever it pays; no transaction may
 * be open. Null: Stripe does not know it. Throws when Stripe does not answer.
 */
export async function readPayment(paymentIntentId: string): Promise<PaymentReading | null> {
  const answer = await retrievePaymentIntent(paymentIntentId);
  if (answer.ok) return completeReading(answer.value);
  if (answer.trouble.kind === "refused" && answer.trouble.code === "resource_missing") return null;
  throw new StripeNotRead(paymentIntentId, answer.trouble.kind);
}

async function completeReading(facts: PaymentIntentFacts): Promise<PaymentReading> {
  const intent = await withInvoice(facts);
  const { invoiceId } = intent;
  const paysInvoice = invoiceId !== null && invoiceId !== "not_asked";
  return { intent, invoice: paysInvoice ? await readInvoiceOfMoney(invoiceId) : null };
}

/**
 * Brings our rows up to a reading, in the caller's transaction: the money is settled by the order, the invoice or the
 * customer it is of, and what its charge brought is noted. Any number of times, with the same end.
 */
export async function absorbPayment(tx: Tx, { intent, invoice }: PaymentReading): Promise<Absorbed> {
  const plan = invoice && (await absorbPlanReading(tx, invoice));
  const isSettled = plan?.kind === "granted" || plan?.kind === "parked";
  const absorbed = isSettled ? plan : await absorbPaymentIntent(tx, intent);
  if (intent.status !== "succeeded" || !intent.charge) return absorbed;
  const isBooked = await recordCharge(tx, intent.id, intent.charge);
  // A payment of an invoice that was settled before: nothing came now but what its charge brought.
  if (absorbed.kind !== "ignored" || !isBooked) return absorbed;
  return { kind: "already_granted", sentence: describeCharge(intent.charge) };
}
