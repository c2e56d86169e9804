import { sql } from "@/db/client";

/**
 * The other payments of the same pack by the same person within an hour of a `booked` one: perhaps bought twice by
 * mistake, in two tabs. Both were credited, and whether one of them is to be given back a person decides. Once one of
 * them is refunded whole, there is nothing left to decide.
 */
export function twinsOfBooked() {
  return sql()`
    select twins.stripe_payment_intent_id as "paymentIntentId", twins.paid_at as "paidAt"
    from orders mine
    join orders theirs on theirs.wallet_id = mine.wallet_id and theirs.kind = 'pack'
      and theirs.item = mine.item and theirs.id <> mine.id
    join payments twins on twins.wallet_id = theirs.wallet_id and twins.order_id = theirs.id
    where mine.wallet_id = booked."walletId" and mine.id = booked."orderId" and mine.kind = 'pack'
      and booked."parkedReason" is null and twins.status = 'succeeded'
      and twins.paid_at between booked."paidAt" - interval '1 hour' and booked."paidAt" + interval '1 hour'
      and twins.amount_minor > ${refundedOf(sql()`twins.stripe_payment_intent_id`)}
      and booked."amountMinor" > ${refundedOf(sql()`booked."paymentIntentId"`)}`;
}

function refundedOf(paymentIntentId: ReturnType<ReturnType<typeof sql>>) {
  return sql()`(
    select coalesce(sum(amount_minor), 0) from refunds
    where wallet_id = booked."walletId" and stripe_payment_intent_id = ${paymentIntentId}
      and status not in ('failed', 'canceled'))`;
}
