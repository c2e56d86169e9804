import type { Tx } from "@/db/client";
import type { PaidMoney } from "./find-paid-money";
import { isOpenChargeback } from "./open-chargeback";

/**
 * What of a payment's money went back, in its minor units, and what a chargeback has taken for now. Both together can
 * be more than was paid: a bank may take what was refunded before.
 */
export type MoneyBack = { backMinor: number; disputedMinor: number; openDisputeId: string | null };

/**
 * Refunds count from when they are made until they fail. Of disputes only lost ones are money that went back: an
 * inquiry moved nothing, and one that is open, or appealed, is not decided. Money put back on our balance while a dispute
 * is `lost` is no win either; the state decides, not the money. A bank may dispute in a currency of its own; what part of
 * the payment that is nobody can say, so it counts as all of it.
 */
export async function sumMoneyBack(tx: Tx, paid: PaidMoney): Promise<MoneyBack> {
  const { walletId, paymentIntentId, currency, amountMinor } = paid;
  const disputed = tx`case currency when ${currency} then amount_minor else ${amountMinor}::bigint end`;
  const [sum] = await tx<MoneyBack[]>`
    select
      (select coalesce(sum(amount_minor), 0)::bigint from refunds
       where wallet_id = ${walletId} and stripe_payment_intent_id = ${paymentIntentId}
         and status not in ('failed', 'canceled'))
      + coalesce(sum(${disputed}) filter (where status = 'lost'), 0)::bigint as "backMinor",
      coalesce(sum(${disputed}) filter (where ${isOpenChargeback(tx)}), 0)::bigint as "disputedMinor",
      min(stripe_dispute_id) filter (where ${isOpenChargeback(tx)}) as "openDisputeId"
    from disputes where wallet_id = ${walletId} and stripe_payment_intent_id = ${paymentIntentId}`;
  if (!sum) throw new Error(`sum_missing: payment ${paymentIntentId}`);
  return sum;
}
