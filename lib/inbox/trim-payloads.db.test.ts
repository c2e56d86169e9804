import { afterAll, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, moneyOf, newOrder, stateOf } from "@/lib/checkout/testing";
import { useClock } from "@/lib/platform/clock";
import { replayEvent } from "./replay-event";
import { deliver, eventOf, paymentIntentOf } from "./testing";
import { PAYLOADS_KEPT_MS, trimPayloads } from "./trim-payloads";

useTestDatabase();
let ahead = 0;
const restoreClock = useClock(() => Date.now() + ahead);
afterAll(async () => {
  expect(await brokenPromises()).toEqual([]);
  restoreClock();
});

const MINUTE_MS = 60_000;
const IN_EACH_STATE = ["processed", "ignored", "parked", "failed", "waiting"];

/** One more event in each state, beside the first, all received now. */
async function inEachState() {
  const order = await newOrder();
  const { id, body } = eventOf("payment_intent.succeeded", paymentIntentOf(moneyOf(order)));
  await deliver(body);
  for (const state of IN_EACH_STATE.slice(1))
    await sql()`
      insert into inbox_events (id, type, livemode, payload, state, outcome, next_attempt_at, stripe_created_at, received_at)
      select id || ${state}, 'payment_intent.canceled', livemode, payload, ${state}, outcome,
             case when ${state} in ('failed', 'waiting') then now() end, stripe_created_at, received_at
      from inbox_events where id = ${id}`;
  return { order, id, body };
}

async function rowsWithPayload(): Promise<string[]> {
  const rows = await sql()<{ state: string }[]>`select state from inbox_events where payload is not null`;
  return rows.map(({ state }) => state).sort();
}

it("after 90 days, and not before, what ended well loses its payload and nothing else", async () => {
  const { order, id, body } = await inEachState();
  const rows = () =>
    sql()`select id, type, object_id, state, outcome, received_at from inbox_events order by id`;
  const before = await rows();
  ahead = PAYLOADS_KEPT_MS - MINUTE_MS;
  expect(await trimPayloads({ limit: 10 })).toEqual({ trimmed: 0 });
  ahead = PAYLOADS_KEPT_MS + MINUTE_MS;
  expect(await trimPayloads({ limit: 1 })).toEqual({ trimmed: 1 });
  expect(await Promise.all([trimPayloads({ limit: 10 }), trimPayloads({ limit: 10 })])).toContainEqual({
    trimmed: 1,
  });
  expect(await rowsWithPayload()).toEqual(["failed", "parked", "waiting"]);
  expect(await rows()).toEqual(before);
  // Somebody sends it again a quarter of a year later: it is known, and brings nothing.
  expect((await deliver(body)).answer.outcome).toBe(`processed: 100 credits for order ${order.orderId}`);
  expect(await stateOf(order)).toMatchObject({ available: 100, grants: 1, payments: 1 });
  expect(await replayEvent(`${id}ignored`)).toEqual({ ok: false, refusal: "payload_trimmed" });
});
