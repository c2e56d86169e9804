import { sql } from "@/db/client";
import { changesDue } from "@/lib/ledger/changes-due";
import { readBalance } from "@/lib/ledger/read-balance";
import type { BalanceView } from "@/lib/ledger/views";
import { now } from "@/lib/platform/clock";
import { type BookedPayment, bookedPayments, creditsOfBooked, itemOfBooked } from "./booked-payments";
import { type MoneyBack, moneyBackOfBooked } from "./money-back";
import { stripePage } from "./stripe-page";
import { twinsOfBooked } from "./twin-payments";

/** Credits of one grant that a payment brought, as they are now; `reversed` is what was taken back for it. */
export type GrantOfPayment = {
  id: string;
  amount: number;
  available: number;
  held: number;
  reversed: number;
  expiresAt: string | null;
};

/** Another payment of the same pack by the same person, within an hour. */
export type TwinPayment = { paymentIntentId: string; paidAt: string };

/** All we know of money that came. Amounts in minor units of their currency, times ISO 8601 in UTC. */
export type PaymentView = Omit<BookedPayment, "paidAt" | "credits"> &
  MoneyBack & {
    paidAt: string;
    credits: number;
    item: string | null;
    person: { name: string; email: string } | null;
    customerId: string | null;
    /** What the person has in all, of this and of anything else. */
    balance: BalanceView;
    grants: GrantOfPayment[];
    twins: TwinPayment[];
    /** Where Stripe's dashboard shows it, its customer and its invoice; null with the emulator. */
    pages: { payment: string | null; customer: string | null; invoice: string | null };
  };

type Row = Omit<BookedPayment, "credits"> &
  MoneyBack & {
    credits: number;
    item: string | null;
    name: string | null;
    email: string | null;
    customerId: string | null;
  };

const PAYMENT_INTENT = /^pi_[\w-]{1,100}$/;

/** Money that came by its PaymentIntent, for an operator. Null when it is not written here, and for what is no id. */
export async function findPayment(paymentIntentId: string): Promise<PaymentView | null> {
  if (!PAYMENT_INTENT.test(paymentIntentId)) return null;
  const [row] = await sql()<Row[]>`
    select booked.*, ${creditsOfBooked()} as credits, ${itemOfBooked()} as item, users.name, users.email,
      wallets.stripe_customer_id as "customerId", back.*
    from (${bookedPayments()}) booked
    join wallets on wallets.id = booked."walletId"
    left join users on users.id = wallets.user_id
    cross join lateral (${moneyBackOfBooked()}) back
    where booked."paymentIntentId" = ${paymentIntentId}`;
  if (!row) return null;
  const { name, email, paidAt, ...same } = row;
  const [balance, grants, twins] = await Promise.all([
    readBalance(row.walletId),
    readGrants(row),
    readTwins(paymentIntentId),
  ]);
  const person = name !== null && email !== null ? { name, email } : null;
  return { ...same, paidAt: paidAt.toISOString(), person, balance, grants, twins, pages: pagesOf(row) };
}

function pagesOf({ paymentIntentId, customerId, invoiceId, livemode }: Row): PaymentView["pages"] {
  return {
    payment: stripePage("payments", paymentIntentId, livemode),
    customer: customerId && stripePage("customers", customerId, livemode),
    invoice: invoiceId && stripePage("invoices", invoiceId, livemode),
  };
}

type GrantRow = Omit<GrantOfPayment, "expiresAt"> & { expiresAt: Date | null };

/** What a hold that has ended gives back is there again, and what is past its date is not, written or not. */
async function readGrants({ walletId, paymentIntentId, invoiceId }: Row): Promise<GrantOfPayment[]> {
  const keys = sql()`
    select 'pi:' || ${paymentIntentId}::text
    union all
    select 'invoice:' || stripe_invoice_id || ':' || stripe_line_id from paid_invoice_lines
    where wallet_id = ${walletId} and stripe_invoice_id = ${invoiceId}`;
  const rows = await sql()<GrantRow[]>`
    select grants.id, grants.amount, grants.expires_at as "expiresAt",
      grants.available + coalesce(due.available, 0) as available,
      grants.held + coalesce(due.held, 0) as held,
      (select coalesce(sum(operations.amount), 0)::bigint from ledger_operations operations
       where operations.wallet_id = grants.wallet_id and operations.reversed_grant_id = grants.id) as reversed
    from wallets
    join credit_grants grants on grants.wallet_id = wallets.id
    left join lateral (${changesDue(sql(), now())}) due on due.grant_id = grants.id
    where wallets.id = ${walletId} and grants.source_key in (${keys})
    order by grants.created_at, grants.id`;
  return rows.map((grant) => ({ ...grant, expiresAt: grant.expiresAt?.toISOString() ?? null }));
}

async function readTwins(paymentIntentId: string): Promise<TwinPayment[]> {
  const rows = await sql()<{ paymentIntentId: string; paidAt: Date }[]>`
    select twins.* from (${bookedPayments()}) booked
    join lateral (${twinsOfBooked()}) twins on true
    where booked."paymentIntentId" = ${paymentIntentId}
    order by twins."paidAt"`;
  return rows.map((twin) => ({ ...twin, paidAt: twin.paidAt.toISOString() }));
}
