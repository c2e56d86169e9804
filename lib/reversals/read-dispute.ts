import { type DisputeFacts, listDisputesOfPayment, retrieveDispute } from "@/lib/stripe/disputes";
import { drawTicket, known } from "./known";
import { type MoneyReading, readMoney } from "./read-money";

/** A dispute as Stripe had it at one moment, with its money where our books do not have that yet. */
export type DisputeReading = { ticket: number; dispute: DisputeFacts | null; money: MoneyReading | null };

/** Reads a dispute at Stripe, for `absorbDispute`; no transaction may be open. Throws when Stripe does not answer. */
export async function readDispute(disputeId: string): Promise<DisputeReading> {
  const ticket = await drawTicket();
  const dispute = await known(retrieveDispute(disputeId), disputeId);
  const money = dispute?.paymentIntentId ? await readMoney(dispute.paymentIntentId) : null;
  return { ticket, dispute, money };
}

/** All disputes of a payment, oldest first: a card's bank can open several for one charge. */
export async function readDisputesOfPayment(paymentIntentId: string): Promise<DisputeReading[]> {
  const ticket = await drawTicket();
  const disputes = (await known(listDisputesOfPayment(paymentIntentId), paymentIntentId)) ?? [];
  const money = disputes.length > 0 ? await readMoney(paymentIntentId) : null;
  return disputes.map((dispute) => ({ ticket, dispute, money }));
}
