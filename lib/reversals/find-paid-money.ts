import type { Sql, Tx } from "@/db/client";

/** Money that came by one PaymentIntent: a payment of its own, or what paid an invoice of a plan. */
export type PaidMoney = {
  walletId: string;
  paymentIntentId: string;
  /** The invoice that it paid; null for a pack, and for money without an order. */
  invoiceId: string | null;
  currency: string;
  amountMinor: number;
  livemode: boolean;
  /** A rule refused to guess what it is worth: it brought no credits. */
  isParked: boolean;
};

/** The money of a PaymentIntent as it stands in our books; null when it is not there. */
export async function findPaidMoney(query: Sql | Tx, paymentIntentId: string): Promise<PaidMoney | null> {
  const [money] = await (query as Sql)<PaidMoney[]>`
    select wallet_id as "walletId", stripe_payment_intent_id as "paymentIntentId", null as "invoiceId", currency,
           amount_minor as "amountMinor", livemode, status = 'parked' as "isParked"
    from payments where stripe_payment_intent_id = ${paymentIntentId}
    union all
    select wallet_id, stripe_payment_intent_id, stripe_invoice_id, currency, amount_paid_minor, livemode,
           status = 'parked'
    from paid_invoices where stripe_payment_intent_id = ${paymentIntentId}
    limit 1`;
  return money ?? null;
}
