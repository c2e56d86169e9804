import type { Tx } from "@/db/client";
import type { ChargeFacts } from "@/lib/stripe/payment-intent-facts";

/**
 * Writes onto a payment how it was paid and what it brought, which Stripe knows only some time after. Never
 * replaces a known fact by an unknown one.
 */
export async function recordCharge(tx: Tx, paymentIntentId: string, charge: ChargeFacts): Promise<void> {
  const booked = charge.settlement;
  await tx`
    update payments set
      stripe_charge_id = ${charge.id},
      payment_method_type = coalesce(${charge.method}, payment_method_type),
      card_brand = coalesce(${charge.cardBrand}, card_brand),
      card_last4 = coalesce(${charge.cardLast4}, card_last4),
      stripe_balance_transaction_id = coalesce(${booked?.balanceTransactionId ?? null}, stripe_balance_transaction_id),
      settlement_currency = coalesce(${booked?.currency ?? null}, settlement_currency),
      settlement_amount_minor = coalesce(${booked?.amountMinor ?? null}::bigint, settlement_amount_minor),
      settlement_fee_minor = coalesce(${booked?.feeMinor ?? null}::bigint, settlement_fee_minor),
      stripe_exchange_rate = coalesce(${booked?.exchangeRate ?? null}, stripe_exchange_rate)
    where stripe_payment_intent_id = ${paymentIntentId}`;
}

/** What is known of a charge, in a sentence for operators. */
export function describeCharge(charge: ChargeFacts): string {
  const booked = charge.settlement;
  if (!booked) return `charge ${charge.id} noted, not booked yet`;
  return `charge ${charge.id} brought ${booked.amountMinor} ${booked.currency}, fee ${booked.feeMinor}`;
}
