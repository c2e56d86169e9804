import { afterAll, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, moneyOf, newOrder, stateOf } from "@/lib/checkout/testing";
import type { Drained } from "./drain-inbox";
import { drainInbox } from "./drain-inbox";
import { eventOf, paymentIntentOf } from "./testing";
import { answerIn, startProcess } from "./testing/start-process";

useTestDatabase();
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const EVENTS = 60;

it("drains of several processes share the work: each event runs once, and none is left", async () => {
  const orders = [];
  for (let n = 0; n < EVENTS; n++) {
    const order = await newOrder();
    const { id, body } = eventOf("payment_intent.succeeded", paymentIntentOf(moneyOf(order)));
    await sql()`
      insert into inbox_events (id, type, livemode, object_id, payload, state, outcome, next_attempt_at, stripe_created_at)
      values (${id}, 'payment_intent.succeeded', false, ${moneyOf(order).id}, ${body}::text::jsonb, 'failed', '', now(), now())`;
    orders.push(order);
  }
  const others = await Promise.all([1, 2, 3].map(() => startProcess("drain")));
  const drains = await Promise.all([
    ...others.map(async ({ go }) => answerIn<Drained>(await go())),
    ...[1, 2].map(() => drainInbox({ limit: EVENTS })),
  ]);
  expect(drains.reduce((sum, { ran }) => sum + ran, 0)).toBe(EVENTS);
  expect(drains.map(({ failed, waiting }) => failed + waiting)).toEqual(drains.map(() => 0));
  const rows = await sql()`select state, attempts, count(*)::int from inbox_events group by 1, 2`;
  expect(rows).toEqual([{ state: "processed", attempts: 2, count: EVENTS }]);
  for (const order of orders)
    expect(await stateOf(order)).toEqual({ available: 100, grants: 1, payments: 1, order: "paid" });
});
