import { sql } from "@/db/client";
import { isId } from "@/lib/platform/ids";
import { type BookedPayment, bookedPayments, creditsOfBooked, itemOfBooked } from "./booked-payments";
import { type MoneyBack, moneyBackOfBooked } from "./money-back";
import { twinsOfBooked } from "./twin-payments";

/** Which payments: all, or only those that a person may have to do something about. */
export const PAYMENT_FILTERS = ["all", "disputed", "warned", "parked", "twins", "refunded"] as const;

export type PaymentFilter = (typeof PAYMENT_FILTERS)[number];

/** Money that came, for a list. Amounts in minor units of their currency, times ISO 8601 in UTC. */
export type PaymentLine = Omit<BookedPayment, "paidAt" | "credits" | "chargeId"> &
  MoneyBack & {
    paidAt: string;
    credits: number;
    /** The pack or the plan by its id; null for money without an order. */
    item: string | null;
    /** Null when the account is gone. */
    email: string | null;
    /** Another payment of the same pack by the same person stands within an hour of it, and both are kept. */
    hasTwin: boolean;
  };

export type PaymentsPage = { payments: PaymentLine[]; older: string | null };

export type PaymentsQuery = { search: string; filter: PaymentFilter; before: string | null; limit: number };

type Row = Omit<PaymentLine, "paidAt"> & { paidAt: Date };

/**
 * The newest payments of everybody, from `before` on: a cursor that `older` gave. `search` takes an id of Stripe
 * (PaymentIntent, charge, invoice, customer), an order, a wallet, or the beginning of an address.
 */
export async function listPayments(query: PaymentsQuery): Promise<PaymentsPage> {
  const { limit } = query;
  const rows = await sql()<Row[]>`${selectPayments(query)}`;
  const payments = rows.slice(0, limit).map(toLine);
  const last = payments.at(-1);
  return { payments, older: rows.length > limit && last ? toCursor(last) : null };
}

/** The question that `listPayments` asks, with one row more than the page has; by itself for who looks at its plan. */
export function selectPayments({ search, filter, before, limit }: PaymentsQuery) {
  return sql()`
    select booked."paymentIntentId", booked."walletId", booked.kind, booked."orderId", booked."invoiceId",
      booked."parkedReason", booked.livemode, booked.currency, booked."amountMinor",
      booked.method, booked."cardBrand", booked."cardLast4", booked."paidAt",
      ${creditsOfBooked()} as credits, ${itemOfBooked()} as item, users.email,
      exists (${twinsOfBooked()}) as "hasTwin", back.*
    from (
      select * from (${bookedPayments()}) booked
      where ${startsAfter(before)} and ${hasFilter(filter)} and ${hasSearch(search.trim())}
      -- As the indexes are sorted; the columns are never null.
      order by booked."paidAt" desc nulls last, booked."paymentIntentId" desc nulls last
      limit ${limit + 1}
    ) booked
    left join wallets on wallets.id = booked."walletId"
    left join users on users.id = wallets.user_id
    cross join lateral (${moneyBackOfBooked()}) back
    order by booked."paidAt" desc, booked."paymentIntentId" desc`;
}

function toLine({ paidAt, ...same }: Row): PaymentLine {
  return { ...same, paidAt: paidAt.toISOString() };
}

function toCursor({ paidAt, paymentIntentId }: PaymentLine): string {
  return `${paidAt}_${paymentIntentId}`;
}

const CURSOR = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)_(pi_[\w-]{1,100})$/;

/** A cursor that was never given is as if there were none. */
function startsAfter(cursor: string | null) {
  const [, paidAt, id] = CURSOR.exec(cursor ?? "") ?? [];
  if (!paidAt || !id || Number.isNaN(Date.parse(paidAt))) return sql()`true`;
  return sql()`(booked."paidAt", booked."paymentIntentId") < (${new Date(paidAt)}, ${id})`;
}

function hasFilter(filter: PaymentFilter) {
  switch (filter) {
    case "all":
      return sql()`true`;
    case "parked":
      return sql()`booked."parkedReason" is not null`;
    case "twins":
      return sql()`exists (${twinsOfBooked()})`;
    case "disputed":
      return sql()`booked."paymentIntentId" in (select stripe_payment_intent_id from disputes)`;
    case "warned":
      return sql()`booked."paymentIntentId" in (
        select stripe_payment_intent_id from fraud_warnings where actionable)`;
    case "refunded":
      return sql()`booked."paymentIntentId" in (
        select stripe_payment_intent_id from refunds where status not in ('failed', 'canceled'))`;
  }
}

/** An address is looked for from its beginning, as people are half remembered. */
function hasSearch(search: string) {
  if (search === "") return sql()`true`;
  const [prefix] = /^(pi|ch|py|in|cus)_/.exec(search) ?? [""];
  switch (prefix) {
    case "pi_":
      return sql()`booked."paymentIntentId" = ${search}`;
    case "ch_":
    case "py_":
      return sql()`booked."chargeId" = ${search}`;
    case "in_":
      return sql()`booked."invoiceId" = ${search}`;
    case "cus_":
      return sql()`booked."walletId" in (select id from wallets where stripe_customer_id = ${search})`;
  }
  if (isId(search.toLowerCase())) return isOfOrderOrWallet(search.toLowerCase());
  return sql()`booked."walletId" in (
    select wallets.id from users join wallets on wallets.user_id = users.id
    where starts_with(users.email, ${search.toLowerCase()}))`;
}

/**
 * All keys begin with the wallet, which nobody knows who only has the order's id. So whose order it is is asked first,
 * and the rest only of that wallet's rows.
 */
function isOfOrderOrWallet(id: string) {
  return sql()`(
    booked."walletId" in (select ${id}::uuid union all select wallet_id from orders where id = ${id})
    and (booked."walletId" = ${id} or booked."orderId" = ${id}
      or booked."invoiceId" in (select stripe_invoice_id from orders where id = ${id})))`;
}
