import type { Tx } from "@/db/client";
import type { ChargeFacts } from "@/lib/stripe/payment-intent-facts";

/**
 * Writes onto a payment how it was paid and what it brought, which Stripe knows only some time after; onto an invoice of
 * a plan what it brought. Never replaces a known fact by an unknown one. Answers whether the money was in our books.
 */
export async function recordCharge(tx: Tx, paymentIntentId: string, charge: ChargeFacts): Promise<boolean> {
  const payments = await tx`
    update payments set
      payment_method_type = coalesce(${charge.method}, payment_method_type),
      card_brand = coalesce(${charge.cardBrand}, card_brand),
      card_last4 = coalesce(${charge.cardLast4}, card_last4),
      ${bookedColumns(tx, charge)}
    where stripe_payment_intent_id = ${paymentIntentId} returning 1`;
  if (payments.length > 0) return true;
  const invoices = await tx`
    update paid_invoices set ${bookedColumns(tx, charge)}
    where stripe_payment_intent_id = ${paymentIntentId} returning 1`;
  return invoices.length > 0;
}

function bookedColumns(tx: Tx, { id, settlement: booked }: ChargeFacts) {
  return tx`
    stripe_charge_id = ${id},
    stripe_balance_transaction_id = coalesce(${booked?.balanceTransactionId ?? null}, stripe_balance_transaction_id),
    settlement_currency = coalesce(${booked?.currency ?? null}, settlement_currency),
    settlement_amount_minor = coalesce(${booked?.amountMinor ?? null}::bigint, settlement_amount_minor),
    settlement_fee_minor = coalesce(${booked?.feeMinor ?? null}::bigint, settlement_fee_minor),
    stripe_exchange_rate = coalesce(${booked?.exchangeRate ?? null}, stripe_exchange_rate)`;
}

/** What is known of a charge, in a sentence for operators. */
export function describeCharge(charge: ChargeFacts): string {
  const booked = charge.settlement;
  if (!booked) return `charge ${charge.id} noted, not booked yet`;
  return `charge ${charge.id} brought ${booked.amountMinor} ${booked.currency}, fee ${booked.feeMinor}`;
}
