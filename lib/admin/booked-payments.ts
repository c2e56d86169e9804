import { sql } from "@/db/client";

/**
 * All money that came by a PaymentIntent and is written here, whatever it was for, as one set of columns: payments of
 * packs and without an order, and invoices of plans. A select to put `from (…)` around; the invoices that took no
 * money by Stripe are not in it.
 */
export function bookedPayments() {
  return sql()`
    select * from (
      select stripe_payment_intent_id as "paymentIntentId", wallet_id as "walletId", 'once' as kind,
        order_id as "orderId", null::text as "invoiceId", stripe_charge_id as "chargeId",
        parked_reason as "parkedReason", livemode, currency, amount_minor as "amountMinor", credits,
        payment_method_type as method, card_brand as "cardBrand", card_last4 as "cardLast4", paid_at as "paidAt"
      from payments
      union all
      select stripe_payment_intent_id, wallet_id, 'plan', null::uuid, stripe_invoice_id, stripe_charge_id,
        parked_reason, livemode, currency, amount_paid_minor, null::bigint,
        null::text, null::text, null::text, paid_at
      from paid_invoices) every
    -- Said of both together: PostgreSQL looks through a union to the indexes only where its parts have no conditions.
    where "paymentIntentId" is not null`;
}

/** A row of it; `credits` is null for a plan, whose lines know them. */
export type BookedPayment = {
  paymentIntentId: string;
  walletId: string;
  kind: "once" | "plan";
  orderId: string | null;
  invoiceId: string | null;
  chargeId: string | null;
  parkedReason: string | null;
  livemode: boolean;
  currency: string;
  amountMinor: number;
  credits: number | null;
  method: string | null;
  cardBrand: string | null;
  cardLast4: string | null;
  paidAt: Date;
};

/** What was sold for it, beside a `booked` payment: a pack or a plan by its id, null for money without an order. */
export function itemOfBooked() {
  return sql()`
    case booked.kind
      when 'plan' then (
        select plan from paid_invoice_lines lines
        where lines.wallet_id = booked."walletId" and lines.stripe_invoice_id = booked."invoiceId"
        order by lines.amount_minor desc, lines.stripe_line_id limit 1)
      else (
        select item from orders where orders.wallet_id = booked."walletId" and orders.id = booked."orderId")
    end`;
}

/** What it is worth here in credits, beside a `booked` payment. */
export function creditsOfBooked() {
  return sql()`
    coalesce(booked.credits, (
      select sum(lines.credits)::bigint from paid_invoice_lines lines
      where lines.wallet_id = booked."walletId" and lines.stripe_invoice_id = booked."invoiceId"), 0)`;
}
