import { randomInt } from "node:crypto";
import { sql } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { grantCredits } from "@/lib/ledger/grant-credits";
import { spendAtOnce } from "@/lib/ledger/spend-at-once";
import { spendCredits } from "@/lib/ledger/spend-credits";
import { newId } from "@/lib/platform/ids";
import { atLeast, type Figure, told } from "./figures";
import { makeHistory, walletIdAt } from "./make-history";
import { takeTurns } from "./take-turns";

const WALLETS = 10_000;
const SPENT_MIN = 0.35;
const SPENT_HOT_MIN = 0.4;

/**
 * Credits spent and granted per second, each in its own durable transaction, over 10,000 wallets and over one, beside
 * the least that a credit could cost: one line and one total in one statement of the same PostgreSQL.
 */
export async function benchLedger(): Promise<Figure[]> {
  await makeHistory({ wallets: 2 * WALLETS, entriesEach: 1, entriesOfFirst: 1, withFacts: true });
  await makeBaseline();
  const [many, one] = [() => walletIdAt(randomInt(1, WALLETS)), () => walletIdAt(0)];
  const [manyOthers, oneOther] = [
    () => walletIdAt(WALLETS + randomInt(1, WALLETS)),
    () => walletIdAt(WALLETS),
  ];
  const speed = await takeTurns({
    plain: () => insertAndUpdate(many()),
    spends: () => spend(many()),
    spendsInTransaction: () => spendInTransaction(many()),
    grants: () => grant(manyOthers()),
    plainHot: () => updateOneRow(one()),
    spendsHot: () => spend(one()),
    spendsInTransactionHot: () => spendInTransaction(one()),
    grantsHot: () => grant(oneOther()),
  });
  await sql()`drop table bench_lines, bench_totals`;
  const { plain, plainHot } = speed;
  return [
    told("ledger: one-statement insert and update per second, 10,000 wallets", plain),
    told("ledger: spent per second, 10,000 wallets", speed.spends),
    atLeast("ledger: spent / insert and update, 10,000 wallets", speed.spends / plain, SPENT_MIN),
    told("ledger: update of one row per second, one wallet", plainHot),
    told("ledger: spent per second, one wallet", speed.spendsHot),
    atLeast("ledger: spent / update of one row, one wallet", speed.spendsHot / plainHot, SPENT_HOT_MIN),
    told("ledger: spent in a caller's transaction per second, 10,000 wallets", speed.spendsInTransaction),
    told("ledger: spent in a caller's transaction per second, one wallet", speed.spendsInTransactionHot),
    told("ledger: granted per second, 10,000 wallets", speed.grants),
    told("ledger: granted per second, one wallet", speed.grantsHot),
  ];
}

async function makeBaseline(): Promise<void> {
  await sql()`create table bench_totals (id uuid primary key, total bigint not null default 0)`;
  await sql()`create table bench_lines (id uuid primary key, wallet_id uuid not null, amount bigint not null)`;
  await sql()`insert into bench_totals (id) select id from wallets`;
  await sql()`vacuum analyze bench_totals`;
}

async function insertAndUpdate(walletId: string): Promise<void> {
  await sql()`
    with line as (
      insert into bench_lines (id, wallet_id, amount) values (${newId()}, ${walletId}, 1)
      returning wallet_id, amount
    )
    update bench_totals set total = total + line.amount from line where bench_totals.id = line.wallet_id`;
}

async function updateOneRow(walletId: string): Promise<void> {
  await sql()`update bench_totals set total = total + 1 where id = ${walletId}`;
}

async function spend(walletId: string): Promise<void> {
  mustBeDone(await spendAtOnce({ walletId, key: newId(), credits: 1, reference: null }));
}

async function spendInTransaction(walletId: string): Promise<void> {
  const request = { walletId, key: newId(), credits: 1, reference: null };
  mustBeDone(await inTransaction((tx) => spendCredits(tx, request)));
}

async function grant(walletId: string): Promise<void> {
  const request = {
    ...({
      walletId,
      source: "adjustment",
      sourceKey: `bench:${newId()}`,
      stripePaymentIntentId: null,
    } as const),
    ...{ credits: 1_000, expiresAt: null, reference: null },
  };
  mustBeDone(await inTransaction((tx) => grantCredits(tx, request)));
}

function mustBeDone(answer: { ok: true; replayed: boolean } | { ok: false; refusal: string }): void {
  if (!answer.ok || answer.replayed) throw new Error(`bench_refused: ${JSON.stringify(answer)}`);
}
