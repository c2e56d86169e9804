import type { Tx } from "@/db/client";
import { expireCredits } from "@/lib/ledger/expire-credits";
import { lockWallet } from "@/lib/ledger/lock-wallet";
import { now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { type Result, refuse } from "@/lib/platform/result";
import { findPaidMoney, type PaidMoney } from "./find-paid-money";
import { followMoney } from "./follow-money";
import { readPaidGrants } from "./paid-grants";
import type { RefundRefusal } from "./refund-refusals";
import { tryOut } from "./try-out";

/** What a refund does to credits: of the payment's own grants, of others, and what the person owes then. */
export type RefundEffect = { total: number; own: number; others: number; owed: number };

/** What is left to refund of a payment, before and apart from what is asked for, and what that does to credits. */
export type RefundPreview = {
  walletId: string;
  currency: string;
  paidMinor: number;
  refundableMinor: number;
  credits: RefundEffect;
};

export type PreviewRefusal = Exclude<
  RefundRefusal,
  "effect_changed" | "refund_in_progress" | "refused_by_stripe" | "stripe_unavailable"
>;

/**
 * What a refund of so much of a payment would do, at this moment, in our books; nothing is written, and Stripe is not
 * asked. It is no estimate: the very reversal is run and rolled back.
 *
 * Refusals, in this order: `payment_not_found`, `amount_not_positive`, `disputed`, `payment_not_refundable` (nothing is
 * left of it), `amount_over_rest`.
 */
export function previewRefund(asked: {
  paymentIntentId: string;
  amountMinor: number;
}): Promise<Result<RefundPreview, PreviewRefusal>> {
  return tryOut((tx) => previewUnderLock(tx, asked));
}

async function previewUnderLock(
  tx: Tx,
  { paymentIntentId, amountMinor }: { paymentIntentId: string; amountMinor: number },
): Promise<Result<RefundPreview, PreviewRefusal>> {
  const paid = await findPaidMoney(tx, paymentIntentId);
  if (!paid) return refuse("payment_not_found");
  await lockWallet(tx, paid.walletId);
  const rest = await readRest(tx, paid);
  const refusal = refusalOf(rest, amountMinor);
  if (refusal) return refuse(refusal);
  await expireCredits(tx, paid.walletId);
  const version = await readVersion(tx, paid.walletId);
  await pretend(tx, paid, amountMinor);
  await followMoney(tx, paid, "refund:preview");
  const { walletId, currency, amountMinor: paidMinor } = paid;
  const credits = await readEffect(tx, paid, version);
  return { ok: true, walletId, currency, paidMinor, refundableMinor: rest.refundableMinor, credits };
}

/** What of a payment can still be refunded; `isDisputed` when Stripe would refuse, whatever is left. */
export type Rest = { refundableMinor: number; isDisputed: boolean };

export async function readRest(tx: Tx, { walletId, paymentIntentId, amountMinor }: PaidMoney): Promise<Rest> {
  const [rest] = await tx<Rest[]>`
    select ${amountMinor}::bigint - coalesce(sum(amount_minor), 0)::bigint as "refundableMinor",
      exists (select 1 from disputes where wallet_id = ${walletId}
        and stripe_payment_intent_id = ${paymentIntentId} and not is_refundable) as "isDisputed"
    from refunds where wallet_id = ${walletId} and stripe_payment_intent_id = ${paymentIntentId}
      and status not in ('failed', 'canceled')`;
  if (!rest) throw new Error(`rest_missing: payment ${paymentIntentId}`);
  return rest;
}

function refusalOf({ refundableMinor, isDisputed }: Rest, amountMinor: number): PreviewRefusal | null {
  if (!Number.isSafeInteger(amountMinor)) throw new Error(`amount_not_whole: ${amountMinor}`);
  if (amountMinor <= 0) return "amount_not_positive";
  if (isDisputed) return "disputed";
  if (refundableMinor <= 0) return "payment_not_refundable";
  return amountMinor > refundableMinor ? "amount_over_rest" : null;
}

async function readVersion(tx: Tx, walletId: string): Promise<number> {
  const [wallet] = await tx<{ version: number }[]>`select version from wallets where id = ${walletId}`;
  return wallet?.version ?? 0;
}

/** A refund that Stripe never made, in a transaction that is never committed. */
async function pretend(tx: Tx, paid: PaidMoney, amountMinor: number): Promise<void> {
  await tx`
    insert into refunds (wallet_id, stripe_refund_id, stripe_payment_intent_id, livemode, currency, amount_minor,
      status, read_ticket, happened_at, created_at, updated_at)
    values (${paid.walletId}, ${`re_preview_${newId()}`}, ${paid.paymentIntentId}, ${paid.livemode},
      ${paid.currency}, ${amountMinor}, 'succeeded', 0, ${now()}, ${now()}, ${now()})`;
}

async function readEffect(tx: Tx, paid: PaidMoney, version: number): Promise<RefundEffect> {
  const own = (await readPaidGrants(tx, paid)).flatMap(({ parts }) => parts.map(({ id }) => id));
  const [effect] = await tx<RefundEffect[]>`
    select coalesce(sum(entries.amount), 0)::bigint as total,
      coalesce(sum(entries.amount) filter (where entries.from_bucket = 'available'
        and entries.grant_id = any(${own}::uuid[])), 0)::bigint as own,
      coalesce(sum(entries.amount) filter (where entries.from_bucket = 'available'
        and not entries.grant_id = any(${own}::uuid[])), 0)::bigint as others,
      coalesce(sum(entries.amount) filter (where entries.from_bucket = 'owed'), 0)::bigint as owed
    from ledger_entries entries
    where entries.wallet_id = ${paid.walletId} and entries.seq > ${version} and entries.to_bucket = 'reversed'`;
  return effect ?? { total: 0, own: 0, others: 0, owed: 0 };
}
