import type { ChildProcess } from "node:child_process";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { Wire } from "@/db/testing/wire";
import { brokenPromises, stateOf } from "@/lib/checkout/testing";
import { nowMs, useClock } from "@/lib/platform/clock";
import { reconcileNow } from "@/lib/reconciliation/testing";
import { useEmulator } from "@/lib/stripe/testing";
import { drainInbox } from "./drain-inbox";
import { deliver } from "./testing";
import { CREDITED, paidUnseen } from "./testing/paid-unseen";
import { kill, startProcess } from "./testing/start-process";

useTestDatabase();
useEmulator();

const UNTOUCHED = { available: 0, grants: 0, payments: 0, order: "open" };
const HOUR_MS = 3_600_000;
/** The last statement of an event's transaction: by then all its effects are written, and none is committed. */
const LAST_STATEMENT = "update inbox_events set state";

let wire: Wire;
let restoreClock: (() => void) | null = null;
beforeEach(async () => {
  wire = await Wire.to(Number(new URL(process.env.DATABASE_URL ?? "").port));
});
afterEach(async () => {
  await wire.close();
  restoreClock?.();
  restoreClock = null;
});
afterAll(async () => {
  expect(await reconcileNow()).toMatchObject({ ok: true, left: 0 });
  expect(await brokenPromises()).toEqual([]);
});

/** Money that came, of which nobody has told yet: whose it is, and the event that tells of it. */
async function paid() {
  const { order, succeeded } = await paidUnseen();
  return { order, id: succeeded.id, body: JSON.stringify(succeeded) };
}

/** The same for an order as the catalog does not have it any more, which takes the ordinary way, in several statements. */
async function paidOldOrder() {
  const money = await paid();
  await sql()`update orders set validity_months = 11 where id = ${money.order.orderId}`;
  return money;
}

/** A process of ours whose answers from the database stop for good when it says this. Answers when it has said it. */
async function stuckAt(said: string, work: "deliver" | "drain", input = ""): Promise<ChildProcess> {
  const url = wire.through(process.env.DATABASE_URL ?? "");
  const { child, go } = await startProcess(work, { DATABASE_URL: url });
  const hasSaid = wire.hushAt(said);
  void go(input);
  await hasSaid;
  return child;
}

async function rowOf(id: string) {
  const [row] = await sql()`select state, attempts from inbox_events where id = ${id}`;
  return row ?? null;
}

/** The database has noticed that nobody is at the other end any more. */
async function untilRolledBack(): Promise<void> {
  const open = async () =>
    sql()`select 1 from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
            and xact_start is not null`;
  await expect.poll(open).toEqual([]);
}

describe("a process that is killed", () => {
  it("after its one statement was committed and before its 200: sent again, nothing is done twice", async () => {
    const { order, id, body } = await paid();
    // The id is among the values of the statement, which so arrives, is carried out, and is not answered.
    const child = await stuckAt(id, "deliver", body);
    await expect.poll(() => stateOf(order)).toEqual(CREDITED);
    await kill(child);
    expect(await deliver(body)).toMatchObject({ status: 200, answer: { received: true } });
    expect(await stateOf(order)).toEqual(CREDITED);
    expect(await rowOf(id)).toEqual({ state: "processed", attempts: 1 });
  });

  it("after its transaction was committed and before its 200: sent again, nothing is done twice", async () => {
    const { order, id, body } = await paidOldOrder();
    const child = await stuckAt("commit", "deliver", body);
    await expect.poll(() => stateOf(order)).toEqual(CREDITED);
    await kill(child);
    expect(await deliver(body)).toMatchObject({ status: 200, answer: { received: true } });
    expect(await stateOf(order)).toEqual(CREDITED);
    expect(await rowOf(id)).toEqual({ state: "processed", attempts: 1 });
  });

  it("within its transaction leaves nothing, and the next delivery does all of it once", async () => {
    const { order, id, body } = await paidOldOrder();
    const child = await stuckAt(LAST_STATEMENT, "deliver", body);
    await kill(child);
    await untilRolledBack();
    expect([await stateOf(order), await rowOf(id)]).toEqual([UNTOUCHED, null]);
    expect((await deliver(body)).status).toBe(200);
    expect(await stateOf(order)).toEqual(CREDITED);
    expect(await rowOf(id)).toEqual({ state: "processed", attempts: 1 });
  });

  it("while it drains leaves the event to the next drain, which comes when the lease is over", async () => {
    const { order, id, body } = await paidOldOrder();
    await sql().unsafe(`alter table payments add constraint broken check (order_id <> '${order.orderId}')`);
    expect((await deliver(body)).status).toBe(500);
    await sql().unsafe("alter table payments drop constraint broken");
    await sql()`update inbox_events set next_attempt_at = ${new Date(nowMs() - HOUR_MS)} where id = ${id}`;
    const child = await stuckAt(LAST_STATEMENT, "drain");
    await kill(child);
    await untilRolledBack();
    expect([await stateOf(order), await rowOf(id)]).toEqual([UNTOUCHED, { state: "failed", attempts: 1 }]);
    expect(await drainInbox({ limit: 10 })).toEqual({ ran: 0, failed: 0, waiting: 0 });
    const start = nowMs();
    restoreClock = useClock(() => start + HOUR_MS);
    expect(await drainInbox({ limit: 10 })).toEqual({ ran: 1, failed: 0, waiting: 0 });
    expect(await stateOf(order)).toEqual(CREDITED);
    expect(await rowOf(id)).toEqual({ state: "processed", attempts: 2 });
  });
});
