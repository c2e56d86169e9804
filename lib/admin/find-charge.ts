import { sql } from "@/db/client";
import { type Result, refuse } from "@/lib/platform/result";
import type { SettlementFacts } from "@/lib/stripe/payment-intent-facts";
import { retrievePaymentIntent } from "@/lib/stripe/retrieve-payment-intent";

/** The charge that took a payment's money, and what it brought us once Stripe has booked it. */
export type ChargeView = {
  chargeId: string;
  method: string | null;
  cardBrand: string | null;
  cardLast4: string | null;
  settlement: SettlementFacts | null;
};

/**
 * From our own row when that is whole. It is not in the seconds until Stripe has booked a charge, and of a plan we do
 * not keep how it was paid: then Stripe is asked, and nothing is written; while Stripe is away, what we have is all there
 * is. Null when Stripe knows of no charge. Refusal: `stripe_unavailable`, when we have nothing either.
 */
export async function findCharge(
  paymentIntentId: string,
): Promise<Result<{ charge: ChargeView | null }, "stripe_unavailable">> {
  const stored = await readStored(paymentIntentId);
  if (stored?.method) return { ok: true, charge: stored };
  const intent = await retrievePaymentIntent(paymentIntentId);
  if (!intent.ok) return stored ? { ok: true, charge: stored } : refuse("stripe_unavailable");
  const { charge } = intent.value;
  if (!charge) return { ok: true, charge: null };
  const { id: chargeId, method, cardBrand, cardLast4, settlement } = charge;
  return { ok: true, charge: { chargeId, method, cardBrand, cardLast4, settlement } };
}

type Row = Omit<ChargeView, "settlement"> & SettlementFacts;

async function readStored(paymentIntentId: string): Promise<ChargeView | null> {
  const [row] = await sql()<Row[]>`
    select stripe_charge_id as "chargeId", payment_method_type as method, card_brand as "cardBrand",
      card_last4 as "cardLast4", stripe_balance_transaction_id as "balanceTransactionId",
      settlement_currency as currency, settlement_amount_minor as "amountMinor",
      settlement_fee_minor as "feeMinor", stripe_exchange_rate as "exchangeRate"
    from payments
    where stripe_payment_intent_id = ${paymentIntentId}
      and stripe_charge_id is not null and stripe_balance_transaction_id is not null
    union all
    select stripe_charge_id, null, null, null, stripe_balance_transaction_id, settlement_currency,
      settlement_amount_minor, settlement_fee_minor, stripe_exchange_rate
    from paid_invoices
    where stripe_payment_intent_id = ${paymentIntentId}
      and stripe_charge_id is not null and stripe_balance_transaction_id is not null
    limit 1`;
  if (!row) return null;
  const { chargeId, method, cardBrand, cardLast4, ...settlement } = row;
  return { chargeId, method, cardBrand, cardLast4, settlement };
}
