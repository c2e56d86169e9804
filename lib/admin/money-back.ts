import { sql } from "@/db/client";
import { isOpenChargeback } from "@/lib/reversals/open-chargeback";

/**
 * What went back of a `booked` payment, beside it as `back`: how much was refunded (from when a refund is made until it
 * fails), whether one of its refunds is still under way, the standing of its dispute, and whether its bank warned of
 * fraud and a refund could still save a dispute.
 */
export function moneyBackOfBooked() {
  return sql()`
    select
      (select coalesce(sum(amount_minor), 0)::bigint from refunds
       where ${isOfBooked()} and status not in ('failed', 'canceled')) as "refundedMinor",
      exists (select 1 from refunds
       where ${isOfBooked()} and status in ('pending', 'requires_action')) as "isRefundUnderWay",
      (select ${standingOfDispute()} from disputes where ${isOfBooked()}
       order by array_position(array['open', 'lost', 'inquiry', 'over'], ${standingOfDispute()}) limit 1) as dispute,
      exists (select 1 from fraud_warnings where ${isOfBooked()} and actionable) as "isWarned"`;
}

function isOfBooked() {
  return sql()`wallet_id = booked."walletId" and stripe_payment_intent_id = booked."paymentIntentId"`;
}

/**
 * A dispute's status at Stripe in one word for operators: `open` while a chargeback is not decided, `inquiry` while a
 * bank only asks, `lost`, and `over` for what ended without taking money.
 */
export function standingOfDispute() {
  return sql()`
    case
      when ${isOpenChargeback(sql())} then 'open'
      when status in ('warning_needs_response', 'warning_under_review') then 'inquiry'
      when status = 'lost' then 'lost'
      else 'over'
    end`;
}

export type DisputeStanding = "open" | "inquiry" | "lost" | "over";

/** The columns of `moneyBackOfBooked`; `dispute` is the one that matters most. */
export type MoneyBack = {
  refundedMinor: number;
  isRefundUnderWay: boolean;
  dispute: DisputeStanding | null;
  isWarned: boolean;
};
