import { sql } from "@/db/client";
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
  since: string;
};

export type TroubleKind = "subscription" | "invoice" | "payment" | "order" | "event" | "mail";

type Row = Omit<Trouble, "money" | "page" | "since"> & {
  amountMinor: number | null;
  currency: string | null;
  livemode: boolean;
  since: Date;
};

const PAGES: Record<TroubleKind, StripeFolder | null> = {
  subscription: "subscriptions",
  invoice: "invoices",
  payment: "payments",
  event: "events",
  order: null,
  mail: null,
};

/**
 * Everything that a rule refused to guess about and left for a person, newest first, at most `limit`: subscriptions
 * that are set aside, money and invoices that were taken and not credited, orders without such money, events that nothing of
 * these explains, and mails that no server took. Reads only; nothing here is retried by looking.
 */
export async function listTrouble({ limit }: { limit: number }): Promise<Trouble[]> {
  const rows = await sql()<Row[]>`
    select trouble.*, users.email from (
      select 'subscription' as kind, stripe_subscription_id as id, set_aside as reason,
        wallet_id as "walletId", amount_minor as "amountMinor", currency, null as said, livemode,
        updated_at as since
      from subscriptions where set_aside is not null and status not in ('canceled', 'incomplete_expired')
      union all
      select 'invoice', stripe_invoice_id, parked_reason, wallet_id, amount_paid_minor, currency, null, livemode,
        created_at
      from paid_invoices where status = 'parked'
      union all
      select 'payment', stripe_payment_intent_id, parked_reason, wallet_id, amount_minor, currency,
        order_id::text, livemode, created_at
      from payments where status = 'parked'
      union all
      select 'order', orders.id::text, orders.parked_reason, orders.wallet_id, orders.amount_minor,
        orders.currency, orders.stripe_payment_intent_id, orders.livemode, orders.updated_at
      from orders
      where orders.status = 'parked' and not exists (
        select 1 from payments where payments.wallet_id = orders.wallet_id and payments.order_id = orders.id)
      union all
      ${eventsUnexplained()}
      union all
      select 'mail', kind || ' ' || subject, 'not_sent', wallet_id, null, null, last_error, true, created_at
      from notices where state = 'parked'
    ) trouble
    left join wallets on wallets.id = trouble."walletId"
    left join users on users.id = wallets.user_id
    order by trouble.since desc, trouble.id
    limit ${limit}`;
  return rows.map(toTrouble);
}

/** Failing events, and parked ones whose object has no row above that says more. */
function eventsUnexplained() {
  return sql()`
    select 'event', id, state, null::uuid, null::bigint, null::text,
      concat_ws(': ', type, coalesce(last_error, outcome)), livemode, received_at
    from inbox_events events
    where state = 'failed' or state = 'parked'
      and not exists (select 1 from payments where stripe_payment_intent_id = events.object_id)
      and not exists (select 1 from paid_invoices where stripe_invoice_id = events.object_id)
      and not exists (select 1 from subscriptions where stripe_subscription_id = events.object_id)`;
}

function toTrouble({ amountMinor, currency, livemode, since, ...same }: Row): Trouble {
  const money =
    amountMinor !== null && currency !== null ? { amountMinor: Number(amountMinor), currency } : null;
  return { ...same, money, page: pageOf(same.kind, same.id, livemode), since: since.toISOString() };
}

function pageOf(kind: TroubleKind, id: string, livemode: boolean): string | null {
  const folder = PAGES[kind];
  return folder && stripePage(folder, id, livemode);
}
