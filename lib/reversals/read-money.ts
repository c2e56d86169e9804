import { sql, type Tx } from "@/db/client";
import { absorbPlanReading } from "@/lib/checkout/absorb-plan-reading";
import { settlePayment } from "@/lib/checkout/settle-payment";
import { withInvoice } from "@/lib/checkout/with-invoice";
import { now } from "@/lib/platform/clock";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { retrievePaymentIntent } from "@/lib/stripe/retrieve-payment-intent";
import { type Reading as PlanReading, readInvoiceOfMoney } from "@/lib/subscriptions/read-subscription";
import { findPaidMoney, type PaidMoney } from "./find-paid-money";
import { known } from "./known";

/** Money that something is said of before our books have it, read at Stripe, with the invoice that it paid. */
export type MoneyReading = { intent: PaymentIntentFacts; plan: PlanReading | null };

/**
 * Reads the money that a refund, dispute or warning is about, when it is not in our books yet; null when it is there,
 * or unknown to Stripe. No transaction may be open.
 */
export async function readMoney(paymentIntentId: string): Promise<MoneyReading | null> {
  if (await findPaidMoney(sql(), paymentIntentId)) return null;
  const intent = await known(retrievePaymentIntent(paymentIntentId), paymentIntentId);
  if (!intent) return null;
  const money = await withInvoice(intent);
  const { invoiceId } = money;
  const paysInvoice = invoiceId !== null && invoiceId !== "not_asked";
  return { intent: money, plan: paysInvoice ? await readInvoiceOfMoney(invoiceId) : null };
}

/**
 * The money in our books. When it is not there it is settled first, by the verbs that always do: so it does not matter
 * whether one hears of a payment or of its refund first. Null when it is not ours.
 */
export async function settleMoney(
  tx: Tx,
  paymentIntentId: string,
  reading: MoneyReading | null,
): Promise<PaidMoney | null> {
  if (!reading) return findPaidMoney(tx, paymentIntentId);
  if (reading.plan) await absorbPlanReading(tx, reading.plan);
  const settled = await findPaidMoney(tx, paymentIntentId);
  if (settled || reading.intent.status !== "succeeded") return settled;
  await settlePayment(tx, reading.intent, reading.intent.charge?.paidAt ?? now());
  return findPaidMoney(tx, paymentIntentId);
}

/** Whose order the money claims to pay, for who may wait for that order. */
export function namedBy(reading: MoneyReading | null): { walletId: string | null; orderId: string | null } {
  return { walletId: reading?.intent.walletId ?? null, orderId: reading?.intent.orderId ?? null };
}
