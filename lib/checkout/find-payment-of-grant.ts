import { sql } from "@/db/client";

/** Money that came, as a person needs it for their books and our support to find it at Stripe. */
export type PaymentOfGrant = {
  /** The invoice that a plan's credits came with; null for what was bought once. */
  invoiceId: string | null;
  /** Null when the invoice cost nothing, or was paid in another way than through Stripe. */
  paymentIntentId: string | null;
  chargeId: string | null;
  currency: string;
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

/**
 * What was paid for a grant of this wallet, and how we heard of it: its payment, or the paid invoice of a plan. Null
 * when nobody paid for it.
 */
export async function findPaymentOfGrant(walletId: string, grantId: string): Promise<PaymentOfGrant | null> {
  const row = (await findPayment(walletId, grantId)) ?? (await findPaidInvoice(walletId, grantId));
  if (!row) return null;
  const { eventId, receivedAt, paidAt, ...payment } = row;
  const event = eventId && receivedAt ? { id: eventId, receivedAt: receivedAt.toISOString() } : null;
  return { ...payment, paidAt: paidAt.toISOString(), event };
}

async function findPayment(walletId: string, grantId: string): Promise<PaymentRow | undefined> {
  const [row] = await sql()<PaymentRow[]>`
    select null as "invoiceId", payments.stripe_payment_intent_id as "paymentIntentId",
           payments.stripe_charge_id as "chargeId", payments.currency, payments.amount_minor as "amountMinor",
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
  return row;
}

/** The key of a plan's grant is `invoice:<id>:<line>`. How the invoice was charged is Stripe's to know: we keep its PaymentIntent. */
async function findPaidInvoice(walletId: string, grantId: string): Promise<PaymentRow | undefined> {
  const [row] = await sql()<PaymentRow[]>`
    select paid.stripe_invoice_id as "invoiceId", paid.stripe_payment_intent_id as "paymentIntentId",
           null as "chargeId", paid.currency, paid.amount_paid_minor as "amountMinor",
           null as method, null as "cardBrand", null as "cardLast4", paid.paid_at as "paidAt",
           event.id as "eventId", event.received_at as "receivedAt"
    from credit_grants grants
    join paid_invoices paid on paid.wallet_id = grants.wallet_id
      and paid.stripe_invoice_id = split_part(grants.source_key, ':', 2)
    left join lateral (
      select id, received_at from inbox_events
      where object_id = paid.stripe_invoice_id and type = 'invoice.paid' and state = 'processed'
      order by received_at limit 1
    ) as event on true
    where grants.wallet_id = ${walletId} and grants.id = ${grantId} and grants.source = 'plan'`;
  return row;
}
