import { afterAll, expect, it, vi } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, moneyOf, newOrder, stateOf } from "@/lib/checkout/testing";
import { now } from "@/lib/platform/clock";
import { keepDraining } from "./keep-draining";
import { eventOf, paymentIntentOf } from "./testing";

useTestDatabase();
afterAll(async () => expect(await brokenPromises()).toEqual([]));

it("a failed event that nobody sends again is run by the server itself, once", async () => {
  const order = await newOrder();
  const money = moneyOf(order);
  const { id, body } = eventOf("payment_intent.succeeded", paymentIntentOf(money));
  await sql()`
    insert into inbox_events (id, type, object_id, livemode, payload, state, outcome, next_attempt_at, stripe_created_at)
    values (${id}, 'payment_intent.succeeded', ${money.id}, false, ${body}::text::jsonb, 'failed', 'failed, will be tried again',
            ${now()}, ${now()})`;
  const stop = keepDraining({ everyMs: 20 });
  await vi.waitFor(async () => expect(await stateOf(order)).toMatchObject({ order: "paid" }), 10_000);
  stop();
  expect(await stateOf(order)).toEqual({ available: 100, grants: 1, payments: 1, order: "paid" });
});
