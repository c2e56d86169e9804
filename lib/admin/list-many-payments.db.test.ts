import { beforeAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { listPayments, selectPayments } from "./list-payments";

useTestDatabase();

/** Of each kind; PostgreSQL looks at all of them for its statistics, so it always plans the same. */
const PAYMENTS = 20_000;
const ONE = 7_777;
/** A page of fifty, and what is looked up for each of them. */
const READ_MAX = 1_000;
const page = { filter: "all", before: null, limit: 50 } as const;

beforeAll(async () => {
  await inTransaction(async (tx) => {
    // The rows fit each other by construction; looking up both ends of each would take most of the time.
    await tx`set local session_replication_role = replica`;
    const n = tx`generate_series(1, ${PAYMENTS}::int) n`;
    const at = tx`'2030-01-01'::timestamptz + n * interval '1 minute'`;
    await tx`insert into users (id, name, email) select 'user ' || n, 'Ann', md5(n::text) || '@example.com' from ${n}`;
    await tx`insert into wallets (id, user_id) select md5('wallet ' || n)::uuid, 'user ' || n from ${n}`;
    await tx`
      insert into orders (wallet_id, id, kind, item, currency, amount_minor, credits, validity_months, livemode,
        status, stripe_payment_intent_id, paid_at)
      select md5('wallet ' || n)::uuid, md5('order ' || n)::uuid, 'pack', 'starter', 'usd', 500, 100, 12, false,
        'paid', 'pi_' || n, ${at} from ${n}`;
    await tx`
      insert into payments (wallet_id, stripe_payment_intent_id, order_id, origin, status, livemode, currency,
        amount_minor, credits, paid_at)
      select md5('wallet ' || n)::uuid, 'pi_' || n, md5('order ' || n)::uuid, 'order', 'succeeded', false, 'usd',
        500, 100, ${at} from ${n}`;
    await tx`
      insert into paid_invoices (wallet_id, stripe_invoice_id, stripe_payment_intent_id, status, livemode, currency,
        amount_paid_minor, paid_at)
      select md5('wallet ' || n)::uuid, 'in_' || n, 'pi_plan_' || n, 'settled', false, 'usd', 2900, ${at} from ${n}`;
    // As in most databases, where a language says how to sort; an order of letters that is no order of beginnings.
    await tx`alter table users alter column email type text collate "und-x-icu"`;
  });
  // What the database's own housekeeping would notice a minute later: these tables have grown.
  await sql()`analyze users, wallets, orders, payments, paid_invoices`;
}, 120_000);

async function idOf(what: "order" | "wallet"): Promise<string> {
  const [row] = await sql()<{ id: string }[]>`select md5(${`${what} ${ONE}`})::uuid::text as id`;
  return row?.id ?? "";
}

type Plan = { [key: string]: unknown; Plans?: Plan[] };

/** How many rows are read for a search, those among them that are read in vain. */
async function countRead(search: string): Promise<number> {
  const [row] = await sql()<{ "QUERY PLAN": { Plan: Plan }[] }[]>`
    explain (analyze, format json) ${selectPayments({ ...page, search })}`;
  return (row?.["QUERY PLAN"] ?? []).reduce((sum, { Plan: plan }) => sum + countOf(plan), 0);
}

function countOf(plan: Plan): number {
  const isScan = /^(Seq|Index|Bitmap Heap) /.test(String(plan["Node Type"]));
  const rows = ["Actual Rows", "Rows Removed by Filter"].map((name) => Number(plan[name] ?? 0));
  const own = isScan ? rows.reduce((sum, each) => sum + each, 0) * Number(plan["Actual Loops"]) : 0;
  return (plan.Plans ?? []).reduce((sum, part) => sum + countOf(part), own);
}

describe("among many payments few rows are read", () => {
  it("for the newest ones", async () => {
    const { payments } = await listPayments({ ...page, search: "" });
    const newest = [`pi_plan_${PAYMENTS}`, `pi_${PAYMENTS}`, `pi_plan_${PAYMENTS - 1}`];
    expect(payments.slice(0, 3).map(({ paymentIntentId }) => paymentIntentId)).toEqual(newest);
    expect(await countRead("")).toBeLessThan(READ_MAX);
  });

  it.each([
    ["an order", () => idOf("order"), [`pi_${ONE}`]],
    ["a wallet", () => idOf("wallet"), [`pi_plan_${ONE}`, `pi_${ONE}`]],
    ["an address", async () => `${await hashOfOne()}@EXAMPLE.com`, [`pi_plan_${ONE}`, `pi_${ONE}`]],
    ["the beginning of an address", hashOfOne, [`pi_plan_${ONE}`, `pi_${ONE}`]],
    ["a payment", async () => `pi_${ONE}`, [`pi_${ONE}`]],
    ["an invoice", async () => `in_${ONE}`, [`pi_plan_${ONE}`]],
  ])("to find %s", async (_what, searchOf, found) => {
    const search = await searchOf();
    const { payments } = await listPayments({ ...page, search });
    expect(payments.map(({ paymentIntentId }) => paymentIntentId)).toEqual(found);
    expect(await countRead(search)).toBeLessThan(READ_MAX);
  });
});

async function hashOfOne(): Promise<string> {
  const [row] = await sql()<{ hash: string }[]>`select md5(${String(ONE)}) as hash`;
  return row?.hash ?? "";
}
