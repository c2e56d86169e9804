import type { Sql, Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";

/** What a payment row says beside Stripe's facts. Parked when there is a reason, and then worth no credits. */
export type PaymentRow = {
  walletId: string;
  orderId: string | null;
  origin: "order" | "customer";
  credits: number;
  parkedReason: string | null;
};

/**
 * The insert of a payment, as a piece of SQL: alone, or as a part of a statement that does more. `cause` names a
 * CTE of that statement; without a row there, nothing is written.
 */
export function insertOfPayment(
  query: Sql | Tx,
  money: PaymentIntentFacts,
  paidAt: Date,
  row: PaymentRow,
  cause: string | null = null,
) {
  const { charge } = money;
  const booked = charge?.settlement ?? null;
  return query`
    insert into payments (wallet_id, stripe_payment_intent_id, order_id, origin, status, livemode, currency,
      amount_minor, credits, parked_reason, stripe_charge_id, payment_method_type, card_brand, card_last4,
      stripe_balance_transaction_id, settlement_currency, settlement_amount_minor, settlement_fee_minor,
      stripe_exchange_rate, paid_at, created_at)
    select ${row.walletId}::uuid, ${money.id}, ${row.orderId}::uuid, ${row.origin},
      ${row.parkedReason ? "parked" : "succeeded"}, ${money.livemode}::boolean, ${money.currency},
      ${money.amountReceivedMinor}::bigint, ${row.credits}::bigint, ${row.parkedReason}, ${charge?.id ?? null},
      ${charge?.method ?? null}, ${charge?.cardBrand ?? null}, ${charge?.cardLast4 ?? null},
      ${booked?.balanceTransactionId ?? null}, ${booked?.currency ?? null},
      ${booked?.amountMinor ?? null}::bigint, ${booked?.feeMinor ?? null}::bigint,
      ${booked?.exchangeRate ?? null}, ${paidAt}::timestamptz, ${now()}::timestamptz
    ${cause ? query`from ${query(cause)}` : query``}`;
}
