import { sql } from "@/db/client";
import { standingOfDispute } from "./money-back";
import { type StripeFolder, stripePage } from "./stripe-page";

/** What needs a look of an operator; times are ISO 8601 texts, money is in minor units. */
export type Trouble = {
  kind: TroubleKind;
  /** The id it has at Stripe, or ours for an order. */
  id: string;
  /** The broken rule by its name, or the state of an event. */
  reason: string;
  walletId: string | null;
  /** Null where nobody is known, or the account is gone. */
  email: string | null;
  money: { amountMinor: number; currency: string } | null;
  /** What the machine said about it. */
  said: string | null;
  /** Where Stripe shows it; null with the emulator and for what Stripe does not know. */
  page: string | null;
  /** The payment it is about, which has a page here; null where it is about none. */
  paymentIntentId: string | null;
  /** Until when a person must have acted, where that is known. */
  dueBy: string | null;
  since: string;
};

export type TroubleKind =
  | "dispute"
  | "warning"
  | "debt"
  | "subscription"
  | "invoice"
  | "payment"
  | "order"
  | "event"
  | "mail";

type Row = Omit<Trouble, "money" | "page" | "since" | "dueBy"> & {
  amountMinor: number | null;
  currency: string | null;
  livemode: boolean;
  dueBy: Date | null;
  since: Date;
};

const PAGES: Record<TroubleKind, StripeFolder | null> = {
  dispute: "disputes",
  warning: null,
  debt: null,
  subscription: "subscriptions",
  invoice: "invoices",
  payment: "payments",
  event: "events",
  order: null,
  mail: null,
};

/**
 * Everything that waits for a person: what a rule refused to guess about, and what a bank wants to be answered. What
 * has a date comes first, soonest first, then the newest; at most `limit`. Reads only; nothing here is retried by
 * looking.
 */
export async function listTrouble({ limit }: { limit: number }): Promise<Trouble[]> {
  const rows = await sql()<Row[]>`
    select trouble.*, users.email from (
      ${ofBanks()} union all ${ofMoney()} union all ${ofPlans()} union all ${eventsUnexplained()}
      union all
      select 'mail', kind || ' ' || subject, 'not_sent', wallet_id, null, null, last_error, true, created_at, null, null
      from notices where state = 'parked'
    ) trouble
    left join wallets on wallets.id = trouble."walletId"
    left join users on users.id = wallets.user_id
    order by trouble."dueBy" nulls last, trouble.since desc, trouble.id
    limit ${limit}`;
  return rows.map(toTrouble);
}

/**
 * Disputes and inquiries that are not decided, and warnings of fraud that a refund may still keep from becoming one.
 * The answer to a dispute is due until its evidence is in. An inquiry about what was refunded whole asks for nothing.
 */
function ofBanks() {
  return sql()`
    select 'dispute' as kind, stripe_dispute_id as id, ${standingOfDispute()} as reason, wallet_id as "walletId",
      amount_minor as "amountMinor", currency, replace(reason, '_', ' ') as said, livemode, happened_at as since,
      stripe_payment_intent_id as "paymentIntentId",
      case when status like '%needs_response' then due_by end as "dueBy"
    from disputes
    where ${standingOfDispute()} = 'open'
      or (${standingOfDispute()} = 'inquiry' and amount_minor > ${refundedOf("disputes")})
    union all
    select 'warning', stripe_warning_id, 'actionable', wallet_id, null::bigint, null::text,
      replace(fraud_type, '_', ' '), livemode, happened_at, stripe_payment_intent_id, null::timestamptz
    from fraud_warnings where actionable`;
}

/**
 * Money that was taken and not credited, until it has gone back whole; orders without such money; and what a person
 * owes who is gone, for nobody will top that up any more.
 */
function ofMoney() {
  return sql()`
    select 'payment', stripe_payment_intent_id, parked_reason, wallet_id, amount_minor, currency, order_id::text,
      livemode, created_at, stripe_payment_intent_id, null::timestamptz
    from payments where status = 'parked' and amount_minor > ${refundedOf("payments")}
    union all
    select 'invoice', stripe_invoice_id, parked_reason, wallet_id, amount_paid_minor, currency, null, livemode,
      created_at, stripe_payment_intent_id, null
    from paid_invoices where status = 'parked'
      and (amount_paid_minor = 0 or amount_paid_minor > ${refundedOf("paid_invoices")})
    union all
    select 'order', orders.id::text, orders.parked_reason, orders.wallet_id, orders.amount_minor,
      orders.currency, orders.stripe_payment_intent_id, orders.livemode, orders.updated_at, null, null
    from orders
    where orders.status = 'parked' and not exists (
      select 1 from payments where payments.wallet_id = orders.wallet_id and payments.order_id = orders.id)
    union all
    select 'debt', id::text, 'account_closed', id, null, null, owed::text, true,
      coalesce(closed_at, updated_at), null, null
    from wallets where owed > 0 and user_id is null`;
}

function refundedOf(table: "payments" | "paid_invoices" | "disputes") {
  return sql()`(
    select coalesce(sum(refunds.amount_minor), 0) from refunds
    where refunds.wallet_id = ${sql()(table)}.wallet_id
      and refunds.stripe_payment_intent_id = ${sql()(table)}.stripe_payment_intent_id
      and refunds.status not in ('failed', 'canceled'))`;
}

/** Subscriptions that are set aside, once they cost money: one whose first payment was never made ends within a day. */
function ofPlans() {
  return sql()`
    select 'subscription', stripe_subscription_id, set_aside, wallet_id, amount_minor, currency, null, livemode,
      updated_at, null, null
    from subscriptions
    where set_aside is not null and status not in ('incomplete', 'canceled', 'incomplete_expired')`;
}

/** Failing events, and parked ones whose object has no row above that says more. */
function eventsUnexplained() {
  return sql()`
    select 'event', id, state, null, null, null, concat_ws(': ', type, coalesce(last_error, outcome)), livemode,
      received_at, null, null
    from inbox_events events
    where state = 'failed' or state = 'parked'
      and not exists (select 1 from payments where stripe_payment_intent_id = events.object_id)
      and not exists (select 1 from paid_invoices where stripe_invoice_id = events.object_id)
      and not exists (select 1 from subscriptions where stripe_subscription_id = events.object_id)`;
}

function toTrouble({ amountMinor, currency, livemode, since, dueBy, ...same }: Row): Trouble {
  const money =
    amountMinor !== null && currency !== null ? { amountMinor: Number(amountMinor), currency } : null;
  const page = pageOf(same.kind, same.id, livemode);
  return { ...same, money, page, dueBy: dueBy?.toISOString() ?? null, since: since.toISOString() };
}

function pageOf(kind: TroubleKind, id: string, livemode: boolean): string | null {
  const folder = PAGES[kind];
  return folder && stripePage(folder, id, livemode);
}
