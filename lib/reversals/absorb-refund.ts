import type { Tx } from "@/db/client";
import { lockWallet } from "@/lib/ledger/lock-wallet";
import { now } from "@/lib/platform/clock";
import { isId } from "@/lib/platform/ids";
import type { RefundFacts } from "@/lib/stripe/refunds";
import { type Absorbed, ignored, recorded, unchanged } from "./absorbed";
import type { PaidMoney } from "./find-paid-money";
import { type Followed, followMoney } from "./follow-money";
import { namedBy, settleMoney } from "./read-money";
import type { RefundReading } from "./read-refund";
import { tell } from "./tell";

/**
 * Brings our copy of a refund and the credits of its payment up to what was read, in the caller's transaction. Money
 * that is not in our books yet is settled first. Once per refund, whoever heard of it and however often: what was read
 * later wins, and what is known already changes nothing.
 */
export async function absorbRefund(tx: Tx, { ticket, refund, money }: RefundReading): Promise<Absorbed> {
  if (!refund) return ignored("Stripe does not know this refund");
  if (!refund.paymentIntentId) return ignored(`refund ${refund.id} is of no PaymentIntent`);
  const paid = await settleMoney(tx, refund.paymentIntentId, money);
  if (!paid) return ignored(`refund ${refund.id} is of no payment of ours`, namedBy(money));
  await lockWallet(tx, paid.walletId);
  const before = await findStatus(tx, refund.id);
  if (!(await store(tx, paid, refund, ticket)))
    return unchanged(`refund ${refund.id}: a later reading is stored`);
  await linkRequest(tx, paid, refund);
  if (before === refund.status) return unchanged(`refund ${refund.id} is ${refund.status}, as known`);
  const followed = await followMoney(tx, paid, `refund:${refund.id}`);
  await tellOfRefund(tx, paid, refund, followed);
  return recorded(sentenceOf(refund, followed));
}

async function findStatus(tx: Tx, refundId: string): Promise<string | null> {
  const [row] = await tx<{ status: string }[]>`
    select status from refunds where stripe_refund_id = ${refundId}`;
  return row?.status ?? null;
}

/** False when a later reading is stored. */
async function store(tx: Tx, paid: PaidMoney, refund: RefundFacts, ticket: number): Promise<boolean> {
  const at = now();
  const rows = await tx`
    insert into refunds (wallet_id, stripe_refund_id, stripe_payment_intent_id, stripe_charge_id, livemode, currency,
      amount_minor, status, reason, failure_reason, read_ticket, happened_at, created_at, updated_at)
    values (${paid.walletId}, ${refund.id}, ${paid.paymentIntentId}, ${refund.chargeId}, ${paid.livemode},
      ${refund.currency}, ${refund.amountMinor}, ${refund.status}, ${refund.reason}, ${refund.failureReason},
      ${ticket}, ${refund.createdAt}, ${at}, ${at})
    on conflict (wallet_id, stripe_refund_id) do update set
      status = excluded.status, reason = excluded.reason, failure_reason = excluded.failure_reason,
      amount_minor = excluded.amount_minor, read_ticket = excluded.read_ticket, updated_at = excluded.updated_at
    where refunds.read_ticket < excluded.read_ticket
    returning 1`;
  return rows.length > 0;
}

/** A refund that was asked for here bears its request, so who asked is known also when the answer was lost. */
async function linkRequest(tx: Tx, { walletId }: PaidMoney, { id, requestId }: RefundFacts): Promise<void> {
  if (!requestId || !isId(requestId)) return;
  await tx`
    update refund_requests set stripe_refund_id = ${id}
    where wallet_id = ${walletId} and id = ${requestId} and stripe_refund_id is null`;
}

const FACT_OF = {
  pending: "payment.refunded",
  requires_action: "payment.refunded",
  succeeded: "payment.refunded",
  failed: "payment.refund_failed",
  canceled: "payment.refund_failed",
} as const;

async function tellOfRefund(tx: Tx, paid: PaidMoney, refund: RefundFacts, followed: Followed): Promise<void> {
  await tell(tx, paid, {
    type: FACT_OF[refund.status],
    subject: refund.id,
    data: {
      status: refund.status,
      amountMinor: refund.amountMinor,
      currency: refund.currency,
      taken: followed.taken,
      given: followed.given,
    },
  });
}

function sentenceOf(refund: RefundFacts, { taken, given }: Followed): string {
  const money = `refund ${refund.id} of ${refund.amountMinor} ${refund.currency} is ${refund.status}`;
  if (given > 0) return `${money}: ${given} credits given again`;
  return `${money}: ${taken} credits taken back`;
}
