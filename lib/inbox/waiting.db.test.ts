import { afterAll, afterEach, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, moneyOf, newOrder, stateOf } from "@/lib/checkout/testing";
import { nowMs, useClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { drainInbox } from "./drain-inbox";
import { replayEvent } from "./replay-event";
import { ATTEMPTS_MAX, WAITS_MAX } from "./retry-times";
import { deliver, eventOf, paymentIntentOf } from "./testing";

useTestDatabase();
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const HOUR_MS = 3_600_000;
const CREDITED = { available: 100, grants: 1, payments: 1, order: "paid" };

let restoreClock: (() => void) | null = null;
function later(ms: number): void {
  restoreClock?.();
  const start = nowMs();
  restoreClock = useClock(() => start + ms);
}
afterEach(() => {
  restoreClock?.();
  restoreClock = null;
});

type Order = Awaited<ReturnType<typeof newOrder>>;
const successOf = (order: Order) => eventOf("payment_intent.succeeded", paymentIntentOf(moneyOf(order)));

/** An order that is not here: as after a restore from before it was made. It can be brought back. */
async function missingOrder() {
  const order = await newOrder();
  await sql()`create table if not exists put_aside as select * from orders where false`;
  await sql()`insert into put_aside select * from orders where id = ${order.orderId}`;
  await sql()`delete from orders where id = ${order.orderId}`;
  const bringBack = async () => {
    await sql()`insert into orders select * from put_aside where id = ${order.orderId}`;
  };
  return { order, bringBack };
}

async function rowOf(id: string) {
  const [row] = await sql()`
    select state, attempts, waits, outcome, next_attempt_at as "nextAttemptAt" from inbox_events where id = ${id}`;
  return row;
}

describe("money that names an order which is not here", () => {
  it("waits, which is no failure: Stripe is answered 200 and it is looked at again", async () => {
    const { order } = await missingOrder();
    const { id, body } = successOf(order);
    expect((await deliver(body)).status).toBe(200);
    expect(await rowOf(id)).toMatchObject({ state: "waiting", attempts: 1, waits: 1 });
    expect((await rowOf(id))?.outcome).toContain(order.orderId);
    later(HOUR_MS);
    expect(await drainInbox({ limit: 10 })).toEqual({ ran: 0, failed: 0, waiting: 1 });
    expect(await rowOf(id)).toMatchObject({ state: "waiting", attempts: 2, waits: 2 });
  });

  it("is credited when the order comes, by the drain or by the next delivery", async () => {
    for (const wake of ["drain", "delivery"]) {
      const { order, bringBack } = await missingOrder();
      const { id, body } = successOf(order);
      await deliver(body);
      await bringBack();
      later(HOUR_MS);
      await (wake === "drain" ? drainInbox({ limit: 100 }) : deliver(body));
      expect(await rowOf(id)).toMatchObject({ state: "processed", attempts: 2, nextAttemptAt: null });
      expect(await stateOf(order)).toEqual(CREDITED);
    }
  });

  it("is parked after the last look, and can be replayed once the order is here", async () => {
    const { order, bringBack } = await missingOrder();
    const { id, body } = successOf(order);
    for (let look = 1; look < WAITS_MAX; look++) await deliver(body);
    expect(await rowOf(id)).toMatchObject({ state: "waiting" });
    await deliver(body);
    expect(await rowOf(id)).toMatchObject({ state: "parked", waits: WAITS_MAX, nextAttemptAt: null });
    expect((await rowOf(id))?.outcome).toContain("given up");
    expect(await replayEvent(id)).toMatchObject({ ok: true, result: { state: "parked" } });
    await bringBack();
    expect(await replayEvent(id)).toMatchObject({ ok: true, result: { state: "processed" } });
    expect(await stateOf(order)).toEqual(CREDITED);
  });

  it("has all its tries left when it fails after a long wait", async () => {
    const { order, bringBack } = await missingOrder();
    const { id, body } = successOf(order);
    for (let look = 1; look < WAITS_MAX; look++) await deliver(body);
    await bringBack();
    await sql().unsafe(
      `alter table payments add constraint broken check (order_id is distinct from '${order.orderId}') not valid`,
    );
    for (let attempt = 1; attempt < ATTEMPTS_MAX; attempt++) expect((await deliver(body)).status).toBe(500);
    expect(await rowOf(id)).toMatchObject({ state: "failed", waits: WAITS_MAX - 1 });
    expect((await deliver(body)).status).toBe(200);
    expect(await rowOf(id)).toMatchObject({ state: "parked", attempts: WAITS_MAX - 1 + ATTEMPTS_MAX });
    // A replay that fails says so and leaves it parked, for somebody to see.
    expect(await replayEvent(id)).toMatchObject({ ok: true, result: { state: "parked" } });
    await sql().unsafe("alter table payments drop constraint broken");
    expect(await replayEvent(id)).toMatchObject({ ok: true, result: { state: "processed" } });
    expect(await stateOf(order)).toEqual(CREDITED);
  });

  it("does not wait when nothing names an order of the shape of ours", async () => {
    const metadata = { order_id: "1234", wallet_id: newId() };
    const stranger = { ...paymentIntentOf(moneyOf(await newOrder())), id: "pi_stranger", metadata };
    const { id, body } = eventOf("payment_intent.succeeded", stranger);
    await deliver(body);
    expect(await rowOf(id)).toMatchObject({ state: "ignored", waits: 0 });
  });
});
