import { listRefundsOfPayment, type RefundFacts, retrieveRefund } from "@/lib/stripe/refunds";
import { drawTicket, known } from "./known";
import { type MoneyReading, readMoney } from "./read-money";

/** A refund as Stripe had it at one moment, with its money where our books do not have that yet. */
export type RefundReading = { ticket: number; refund: RefundFacts | null; money: MoneyReading | null };

/**
 * Reads a refund at Stripe; no transaction may be open. Whoever suspects a change does this and then `absorbRefund`;
 * it is safe any number of times and at once. Throws when Stripe does not answer.
 */
export async function readRefund(refundId: string): Promise<RefundReading> {
  const ticket = await drawTicket();
  const refund = await known(retrieveRefund(refundId), refundId);
  const money = refund?.paymentIntentId ? await readMoney(refund.paymentIntentId) : null;
  return { ticket, refund, money };
}

/** All refunds of a payment, oldest first: what is known of each at this moment. */
export async function readRefundsOfPayment(paymentIntentId: string): Promise<RefundReading[]> {
  const ticket = await drawTicket();
  const refunds = (await known(listRefundsOfPayment(paymentIntentId), paymentIntentId)) ?? [];
  const money = refunds.length > 0 ? await readMoney(paymentIntentId) : null;
  return refunds.map((refund) => ({ ticket, refund, money }));
}
