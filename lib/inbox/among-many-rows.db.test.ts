import { beforeAll, expect, it } from "vitest";
import { sql, type Tx } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { absorbPlanReading } from "@/lib/checkout/absorb-plan-reading";
import { settlePayment } from "@/lib/checkout/settle-payment";
import { moneyOf, newOrder } from "@/lib/checkout/testing";
import { now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { absorbDispute } from "@/lib/reversals/absorb-dispute";
import { absorbRefund } from "@/lib/reversals/absorb-refund";
import { disputeOf, newPurchase, refundOf, spend } from "@/lib/reversals/testing";
import type { InvoiceFacts } from "@/lib/stripe/invoice-facts";
import type { SubscriptionFacts } from "@/lib/stripe/subscription-facts";
import { invoiceOf, lineOf, newCustomer, subscriptionOf } from "@/lib/subscriptions/testing/facts";
import { leaseDueEvent } from "./drain-inbox";

useTestDatabase();

/** Reads are a few dozen rows each; one that has to look through a table would read all of these. */
const COPIES = 1_000;
const ROWS_READ_MAX = 300;

type Act = (tx: Tx) => Promise<unknown>;

let ticket = 1_000_000;

const refunded = async (): Promise<Act> => {
  const refund = refundOf(await newPurchase(), { amountMinor: 100 });
  return (tx) => absorbRefund(tx, { ticket: ++ticket, refund, money: null });
};

const disputed = async (): Promise<Act> => {
  const bought = await newPurchase();
  await spend(bought.walletId, 30);
  const dispute = disputeOf(bought);
  return (tx) => absorbDispute(tx, { ticket: ++ticket, dispute, money: null });
};

const billed = (subscription: SubscriptionFacts, billingReason: InvoiceFacts["billingReason"]): Act => {
  const of = { subscriptionId: subscription.id, billingReason };
  const invoice = invoiceOf(subscription.customerId, [lineOf()], of);
  return (tx) => absorbPlanReading(tx, { ticket: ++ticket, subscription, invoice });
};

const ACTS: Record<string, () => Promise<Act>> = {
  "a payment": async () => {
    const money = moneyOf(await newOrder());
    return (tx) => settlePayment(tx, money, now());
  },
  "a refund": refunded,
  "a chargeback": disputed,
  "a plan's first invoice": async () => {
    const { customerId } = await newCustomer();
    return billed(subscriptionOf(customerId), "subscription_create");
  },
  "a renewal": async () => {
    const subscription = subscriptionOf((await newCustomer()).customerId);
    await inTransaction(billed(subscription, "subscription_create"));
    return billed(subscription, "subscription_cycle");
  },
  "a look for events that are due": async () => {
    const soon = new Date(now().getTime() + 60_000);
    await sql()`
      insert into inbox_events (id, type, livemode, payload, state, attempts, outcome, last_error, next_attempt_at,
        stripe_created_at, received_at)
      values (${newId()}, 'invoice.paid', false, '{}', 'failed', 1, 'will be tried again', 'the database was away',
        ${soon}, ${now()}, ${now()})`;
    return leaseDueEvent;
  },
};

beforeAll(async () => {
  for (const prepare of Object.values(ACTS)) await inTransaction(await prepare());
  await multiplyRows();
}, 120_000);

it.each(Object.entries(ACTS))("%s reads few rows, however many there are", async (_name, prepare) => {
  const read = await inTransaction(countOf(await prepare()));
  expect(read.filter(({ rows }) => rows > ROWS_READ_MAX)).toEqual([]);
});

it("what reads a whole table is noticed", async () => {
  const read = await inTransaction(countOf((tx) => tx`select sum(available) from wallets`));
  expect(read.filter(({ rows }) => rows > ROWS_READ_MAX)).toMatchObject([{ table: "wallets" }]);
});

/** What an act reads of each table, by the plans of a server that has run for a while: made once for all values. */
const countOf = (act: Act) => async (tx: Tx) => {
  await tx`set local plan_cache_mode = 'force_generic_plan'`;
  const before = await countRead(tx);
  await act(tx);
  const after = await countRead(tx);
  return [...after].map(([table, rows]) => ({ table, rows: rows - (before.get(table) ?? 0) }));
};

/** How many rows of each table this connection has looked at so far. */
async function countRead(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const counts = await tx<{ table: string; rows: number }[]>`
    select relname as table, (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as rows
    from pg_stat_xact_user_tables`;
  return new Map(counts.map(({ table, rows }) => [table, rows]));
}

/** What happened once has happened to thousands of others: every row again, with other names in all places. */
async function multiplyRows(): Promise<void> {
  const tables = await sql()<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`;
  await inTransaction(async (tx) => {
    // The copies fit each other as the first ones do; looking up both ends of each would take most of the time.
    await tx`set local session_replication_role = replica`;
    for (const { name } of tables) await multiplyRowsOf(tx, name);
  });
  // What the database's own housekeeping would notice a minute later: the tables have grown.
  await sql()`analyze`;
}

async function multiplyRowsOf(tx: Tx, table: string): Promise<void> {
  const columns = await tx<{ name: string; type: string }[]>`
    select column_name as name, data_type as type from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER'`;
  const copied = columns.map(({ name, type }) => {
    if (type === "uuid") return tx`md5(${tx(name)}::text || n)::uuid`;
    const isName = type === "text" && /(^id|_id|key|email)$/.test(name);
    return isName ? tx`${tx(name)} || ':' || n` : tx`${tx(name)}`;
  });
  const list = copied.reduce((all, one) => tx`${all}, ${one}`);
  await tx`
    insert into ${tx(table)} (${tx(columns.map(({ name }) => name))}) overriding system value
    select ${list} from ${tx(table)} cross join generate_series(1, ${COPIES}::int) n`;
}
