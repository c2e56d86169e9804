import { afterAll, afterEach, describe, expect, it } from "vitest";
import { closeClients, sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, moneyOf, newOrder, stateOf } from "@/lib/checkout/testing";
import { expireDueWallets } from "@/lib/ledger/expire-due-wallets";
import { readBalance } from "@/lib/ledger/read-balance";
import { grantOf, hold, makeWallet, spend } from "@/lib/ledger/testing/people";
import { useClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { drainInbox } from "./drain-inbox";
import { deliver, eventOf, paymentIntentOf, signatureOf } from "./testing";

useTestDatabase();

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
const CREDITED = { available: 100, grants: 1, payments: 1, order: "paid" };

let restoreClock: (() => void) | null = null;
function jump(by: number): void {
  restoreClock?.();
  const at = Date.now() + by;
  restoreClock = useClock(() => at);
}
function jumpBack(): void {
  restoreClock?.();
  restoreClock = null;
}
afterEach(jumpBack);
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const left = async (walletId: string) => (await readBalance(walletId))?.available;

describe("a clock of ours that jumps ahead and back", () => {
  it.each(["spend", "hold", "job"] as const)(
    "leaves expired what it expired (%s), and the rest as it was",
    async (writer) => {
      const walletId = await makeWallet();
      await grantOf(walletId, 60, new Date(Date.now() + HOUR_MS));
      await grantOf(walletId, 40);
      jump(2 * HOUR_MS);
      if (writer === "spend") expect(await spend(walletId, newId(), 1)).toMatchObject({ ok: true });
      if (writer === "hold") expect(await hold(walletId, newId(), 1)).toMatchObject({ ok: true });
      if (writer === "job") await expireDueWallets({ limit: 100 });
      jumpBack();
      const rest = writer === "job" ? 40 : 39;
      expect(await left(walletId)).toBe(rest);
      expect(await spend(walletId, newId(), rest + 1)).toMatchObject({
        ok: false,
        refusal: "insufficient_credits",
      });
      expect(await spend(walletId, newId(), rest)).toMatchObject({ ok: true });
    },
  );

  it("changes nothing by looking: what nobody wrote is there again", async () => {
    const walletId = await makeWallet();
    await grantOf(walletId, 60, new Date(Date.now() + HOUR_MS));
    jump(2 * HOUR_MS);
    expect(await left(walletId)).toBe(0);
    jumpBack();
    expect(await left(walletId)).toBe(60);
  });

  it("keeps the order of the history, which is counted and not timed", async () => {
    const walletId = await makeWallet();
    await grantOf(walletId, 100);
    for (const by of [HOUR_MS, -HOUR_MS, 3 * HOUR_MS, 0]) {
      jump(by);
      expect(await spend(walletId, newId(), 10)).toMatchObject({ ok: true });
    }
    const entries = await sql()`
      select seq from ledger_entries where wallet_id = ${walletId} order by seq`;
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(await left(walletId)).toBe(60);
  });
});

describe("an event that failed while our clock was ahead", () => {
  it("does not wait until then", async () => {
    const order = await newOrder();
    const { body } = eventOf("payment_intent.succeeded", paymentIntentOf(moneyOf(order)));
    await sql().unsafe(
      `alter table payments add constraint broken check (order_id <> '${order.orderId}') not valid`,
    );
    expect((await deliver(body)).status).toBe(500);
    jump(YEAR_MS / 2);
    expect(await drainInbox({ limit: 10 })).toMatchObject({ ran: 0, failed: 1 });
    jumpBack();
    await sql().unsafe("alter table payments drop constraint broken");
    expect(await drainInbox({ limit: 10 })).toMatchObject({ ran: 1, failed: 0 });
    expect(await stateOf(order)).toEqual(CREDITED);
  });
});

describe("a clock of the database's machine that leaps", () => {
  // Who asks the database what time it is gets the wrong answer; nothing of ours may.
  it.each([-YEAR_MS, YEAR_MS])(
    "by %i ms decides nothing: credits come, last, are spent and expire as ever",
    async (by) => {
      const order = await newOrder();
      await leap(by);
      const { id, body } = eventOf("payment_intent.succeeded", paymentIntentOf(moneyOf(order)));
      await sql().unsafe(
        `alter table payments add constraint broken check (order_id <> '${order.orderId}') not valid`,
      );
      expect((await deliver(body)).status).toBe(500);
      await sql().unsafe("alter table payments drop constraint broken");
      jump(HOUR_MS);
      expect(await drainInbox({ limit: 10 })).toMatchObject({ ran: 1 });
      expect(await stateOf(order)).toEqual(CREDITED);
      expect(await deliver(body, { signature: signatureOf(body) })).toMatchObject({
        status: 200,
        answer: { event: id },
      });
      expect(await spend(order.walletId, newId(), 30)).toMatchObject({ ok: true });
      await expireDueWallets({ limit: 100 });
      expect(await left(order.walletId)).toBe(70);
      jump(2 * YEAR_MS);
      await expireDueWallets({ limit: 100 });
      expect(await left(order.walletId)).toBe(0);
      await leap(0);
    },
  );
});

/** From the next connection on, the database is wrong about the time, for every question in a statement of ours. */
async function leap(by: number): Promise<void> {
  const name = new URL(process.env.DATABASE_URL ?? "").pathname.slice(1);
  await sql()`create schema if not exists wrong`;
  await sql().unsafe(`create or replace function wrong.now() returns timestamptz language sql stable
    as $$ select pg_catalog.now() + interval '${by} milliseconds' $$`);
  await sql().unsafe(`alter database ${name} set search_path = wrong, pg_catalog, public`);
  await closeClients();
  const [row] = await sql()`select now() - pg_catalog.now() = ${`${by} milliseconds`}::interval as "isWrong"`;
  expect(row?.isWrong).toBe(true);
}
