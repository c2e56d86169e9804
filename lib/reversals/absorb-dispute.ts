import type { Tx } from "@/db/client";
import { lockWallet } from "@/lib/ledger/lock-wallet";
import { now } from "@/lib/platform/clock";
import { type DisputeFacts, ENDED_DISPUTES } from "@/lib/stripe/disputes";
import { type Absorbed, ignored, recorded, unchanged } from "./absorbed";
import type { PaidMoney } from "./find-paid-money";
import { type Followed, followMoney } from "./follow-money";
import type { DisputeReading } from "./read-dispute";
import { namedBy, settleMoney } from "./read-money";
import { tell } from "./tell";

/**
 * Brings our copy of a dispute and the credits of its payment up to what was read, in the caller's transaction. Money
 * that is not in our books yet is settled first. An inquiry only stands there. While a chargeback is open, what is left
 * of the disputed credits is kept back; once it is lost they are taken back, and any other end lets them go. Whatever
 * state comes after whichever, the credits follow the one that was read last.
 */
export async function absorbDispute(tx: Tx, { ticket, dispute, money }: DisputeReading): Promise<Absorbed> {
  if (!dispute) return ignored("Stripe does not know this dispute");
  if (!dispute.paymentIntentId) return ignored(`dispute ${dispute.id} is of no PaymentIntent`);
  const paid = await settleMoney(tx, dispute.paymentIntentId, money);
  if (!paid) return ignored(`dispute ${dispute.id} is of no payment of ours`, namedBy(money));
  await lockWallet(tx, paid.walletId);
  const before = await findBefore(tx, dispute.id);
  if (!(await store(tx, paid, dispute, ticket)))
    return unchanged(`dispute ${dispute.id}: a later reading is stored`);
  if (before?.status === dispute.status && before.amountMinor === dispute.amountMinor)
    return unchanged(`dispute ${dispute.id} is ${dispute.status}, as known`);
  const followed = await followMoney(tx, paid, `dispute:${dispute.id}`);
  await tellOfDispute(tx, paid, dispute, followed);
  return recorded(sentenceOf(dispute, followed));
}

async function findBefore(tx: Tx, id: string): Promise<{ status: string; amountMinor: number } | null> {
  const [row] = await tx<{ status: string; amountMinor: number }[]>`
    select status, amount_minor as "amountMinor" from disputes where stripe_dispute_id = ${id}`;
  return row ?? null;
}

/** False when a later reading is stored. */
async function store(tx: Tx, paid: PaidMoney, dispute: DisputeFacts, ticket: number): Promise<boolean> {
  const at = now();
  const rows = await tx`
    insert into disputes (wallet_id, stripe_dispute_id, stripe_payment_intent_id, stripe_charge_id, livemode, currency,
      amount_minor, status, reason, due_by, is_refundable, read_ticket, happened_at, created_at, updated_at)
    values (${paid.walletId}, ${dispute.id}, ${paid.paymentIntentId}, ${dispute.chargeId}, ${dispute.livemode},
      ${dispute.currency}, ${dispute.amountMinor}, ${dispute.status}, ${dispute.reason}, ${dispute.dueBy},
      ${dispute.isRefundable}, ${ticket}, ${dispute.createdAt}, ${at}, ${at})
    on conflict (wallet_id, stripe_dispute_id) do update set
      amount_minor = excluded.amount_minor, status = excluded.status, reason = excluded.reason,
      due_by = excluded.due_by, is_refundable = excluded.is_refundable, read_ticket = excluded.read_ticket,
      updated_at = excluded.updated_at
    where disputes.read_ticket < excluded.read_ticket
    returning 1`;
  return rows.length > 0;
}

async function tellOfDispute(
  tx: Tx,
  paid: PaidMoney,
  dispute: DisputeFacts,
  { taken, given, kept }: Followed,
): Promise<void> {
  const { id, status, reason, amountMinor, currency } = dispute;
  await tell(tx, paid, {
    type: ENDED_DISPUTES.includes(status) ? "payment.dispute_ended" : "payment.disputed",
    subject: id,
    data: { status, reason, amountMinor, currency, taken, given, kept },
  });
}

function sentenceOf(dispute: DisputeFacts, { taken, given, kept }: Followed): string {
  const money = `dispute ${dispute.id} of ${dispute.amountMinor} ${dispute.currency} is ${dispute.status}`;
  if (taken > 0) return `${money}: ${taken} credits taken back`;
  if (given > 0) return `${money}: ${given} credits given again`;
  return kept > 0 ? `${money}: ${kept} credits kept back` : `${money}: no credits kept back`;
}
