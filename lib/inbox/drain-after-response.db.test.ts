import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, moneyOf, newOrder, stateOf } from "@/lib/checkout/testing";
import { useClock } from "@/lib/platform/clock";
import { forgetEnv } from "@/lib/platform/env";
import { drainAfterResponse } from "./drain-after-response";
import { eventOf, paymentIntentOf } from "./testing";

useTestDatabase();
// A moment from now, so that what the database stamps with its own clock is past.
let at = Date.now() + 3_600_000;
const restoreClock = useClock(() => at);
afterAll(async () => {
  restoreClock();
  expect(await brokenPromises()).toEqual([]);
});

const HOSTED = {
  VERCEL: "1",
  APP_URL: "https://topup.example",
  CRON_SECRET: "a-cron-secret-of-sixteen-or-more",
  STRIPE_API_BASE: "",
};
const before = Object.fromEntries(Object.keys(HOSTED).map((name) => [name, process.env[name]]));
function onHost(): void {
  Object.assign(process.env, HOSTED);
  forgetEnv();
}
beforeAll(() => forgetEnv());
afterEach(() => {
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  forgetEnv();
});

it("a delivery to a host without long-lived servers wakes events whose time has come, at most every 15 seconds", async () => {
  const order = await newOrder();
  onHost();
  const { id, body } = eventOf("payment_intent.succeeded", paymentIntentOf(moneyOf(order)));
  await sql()`
    insert into inbox_events (id, type, livemode, object_id, payload, state, outcome, next_attempt_at, stripe_created_at)
    values (${id}, 'payment_intent.succeeded', false, ${moneyOf(order).id}, ${body}::text::jsonb, 'failed', '', now(), now())`;
  const work = drainAfterResponse();
  expect(drainAfterResponse()).toBeNull();
  await work?.();
  expect(await stateOf(order)).toEqual({ available: 100, grants: 1, payments: 1, order: "paid" });
  at += 15_000;
  expect(drainAfterResponse()).not.toBeNull();
});

it("a server that lives long does it by itself", () => {
  at += 60_000;
  expect(drainAfterResponse()).toBeNull();
});
