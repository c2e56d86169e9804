import { randomInt } from "node:crypto";
import { sql } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { grantCredits } from "@/lib/ledger/grant-credits";
import { spendCredits } from "@/lib/ledger/spend-credits";
import { nowMs } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { type Figure, told } from "./figures";

/** As many as the pool has connections: more would only wait. */
const WORKERS = 8;
const WALLETS = 1_000;
/** The kinds of work take turns, so that whatever else the machine does slows all of them alike. */
const ROUNDS = 6;
const TURN_MS = 500;

/**
 * Credits granted and spent per second through the verbs, each in its own durable transaction, over many wallets
 * and over one, beside a one-statement insert and update of the same PostgreSQL in the same run.
 * Needs `DATABASE_URL` of a migrated database to fill; it adds users, wallets and two tables it drops.
 */
export async function benchGrants(): Promise<Figure[]> {
  const granted = await makeWallets();
  const spent = await makeWallets();
  for (const walletId of spent) await grantOne([walletId]);
  await makeBaseline(granted);
  try {
    const speed = await inTurns({
      plain: () => insertAndUpdate(granted),
      plainHot: () => insertAndUpdate(granted.slice(0, 1)),
      grants: () => grantOne(granted),
      grantsHot: () => grantOne(granted.slice(0, 1)),
      spends: () => spendOne(spent),
      spendsHot: () => spendOne(spent.slice(0, 1)),
    });
    return [
      told("ledger: one-statement insert and update per second, many rows", speed.plain),
      told("ledger: one-statement insert and update per second, one row", speed.plainHot),
      told("ledger: granted per second, many wallets", speed.grants),
      told("ledger: granted per second, one wallet", speed.grantsHot),
      told("ledger: spent per second, many wallets", speed.spends),
      told("ledger: spent per second, one wallet", speed.spendsHot),
    ];
  } finally {
    await sql()`drop table bench_lines, bench_totals`;
  }
}

async function makeWallets(): Promise<string[]> {
  const ids = Array.from({ length: WALLETS }, newId);
  await sql()`
    insert into users (id, name, email)
    select id, 'Bench', id || '@bench.test' from unnest(${ids}::text[]) as ids (id)`;
  await sql()`insert into wallets (id, user_id) select id::uuid, id from unnest(${ids}::text[]) as ids (id)`;
  return ids;
}

async function makeBaseline(wallets: string[]): Promise<void> {
  await sql()`create table bench_totals (id uuid primary key, total bigint not null default 0)`;
  await sql()`create table bench_lines (id uuid primary key, wallet_id uuid not null, amount bigint not null)`;
  await sql()`insert into bench_totals (id) select id from unnest(${wallets}::uuid[]) as ids (id)`;
}

/** The least a credit could cost: one line and one total, in one statement that is its own transaction. */
async function insertAndUpdate(wallets: string[]): Promise<void> {
  await sql()`
    with line as (
      insert into bench_lines (id, wallet_id, amount) values (${newId()}, ${pick(wallets)}, 10)
      returning wallet_id, amount
    )
    update bench_totals set total = total + line.amount from line where bench_totals.id = line.wallet_id`;
}

async function grantOne(wallets: string[]): Promise<void> {
  const answer = await inTransaction((tx) =>
    grantCredits(tx, {
      walletId: pick(wallets),
      source: "adjustment",
      sourceKey: `bench:${newId()}`,
      stripePaymentIntentId: null,
      credits: 1_000_000,
      expiresAt: null,
      reference: null,
    }),
  );
  if (!answer.ok) throw new Error(`bench_refused: ${answer.refusal}`);
}

async function spendOne(wallets: string[]): Promise<void> {
  const spend = { walletId: pick(wallets), key: newId(), credits: 1, reference: null };
  const answer = await inTransaction((tx) => spendCredits(tx, spend));
  if (!answer.ok) throw new Error(`bench_refused: ${answer.refusal}`);
}

/** How often each kind of work was done per second, the first round not counted. */
async function inTurns<Name extends string>(
  works: Record<Name, () => Promise<void>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(works) as Name[];
  const speeds = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
  for (let round = 0; round <= ROUNDS; round++)
    for (const name of names) {
      const started = nowMs();
      const count = await runFor(TURN_MS, works[name]);
      if (round > 0) speeds[name] += (count * 1000) / (nowMs() - started) / ROUNDS;
    }
  return speeds;
}

async function runFor(milliseconds: number, work: () => Promise<void>): Promise<number> {
  const end = nowMs() + milliseconds;
  let count = 0;
  const worker = async () => {
    for (; nowMs() < end; count++) await work();
  };
  await Promise.all(Array.from({ length: WORKERS }, worker));
  return count;
}

function pick(wallets: string[]): string {
  return wallets[randomInt(wallets.length)] ?? "";
}
