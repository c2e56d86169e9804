import { sql } from "@/db/client";
import type { Currency } from "@/lib/catalog/currencies";

/** Money that came, as a person needs it for their books and our support to find it at Stripe. */
export type PaymentOfGrant = {
  paymentIntentId: string;
  chargeId: string | null;
  currency: Currency;
  amountMinor: number;
  method: string | null;
  cardBrand: string | null;
  cardLast4: string | null;
  paidAt: string;
  /** The event by which Stripe told us; null when we asked before it came. */
  event: { id: string; receivedAt: string } | null;
};

type PaymentRow = Omit<PaymentOfGrant, "paidAt" | "event"> & {
  paidAt: Date;
  eventId: string | null;
  receivedAt: Date | null;
};

/** What was paid for a grant of this wallet, and how we heard of it. Null when nobody paid for it. */
export async function findPaymentOfGrant(walletId: string, grantId: string): Promise<PaymentOfGrant | null> {
  const [row] = await sql()<PaymentRow[]>`
    select payments.stripe_payment_intent_id as "paymentIntentId", payments.stripe_charge_id as "chargeId",
           payments.currency, payments.amount_minor as "amountMinor",
           payments.payment_method_type as method, payments.card_brand as "cardBrand",
           payments.card_last4 as "cardLast4", payments.paid_at as "paidAt",
           event.id as "eventId", event.received_at as "receivedAt"
    from credit_grants grants
    join payments on payments.wallet_id = grants.wallet_id
      and payments.stripe_payment_intent_id = grants.stripe_payment_intent_id
    left join lateral (
      select id, received_at from inbox_events
      where object_id = payments.stripe_payment_intent_id and type = 'payment_intent.succeeded'
        and state = 'processed'
      order by received_at limit 1
    ) as event on true
    where grants.wallet_id = ${walletId} and grants.id = ${grantId}`;
  if (!row) return null;
  const { eventId, receivedAt, paidAt, ...payment } = row;
  const event = eventId && receivedAt ? { id: eventId, receivedAt: receivedAt.toISOString() } : null;
  return { ...payment, paidAt: paidAt.toISOString(), event };
}
