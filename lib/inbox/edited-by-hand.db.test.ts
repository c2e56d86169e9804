import { afterAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, moneyOf, newOrder, stateOf } from "@/lib/checkout/testing";
import { drainInbox } from "./drain-inbox";
import { replayEvent } from "./replay-event";
import { deliver, eventOf, paymentIntentOf } from "./testing";

useTestDatabase();
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const CREDITED = { available: 100, grants: 1, payments: 1, order: "paid" };

async function credited() {
  const order = await newOrder();
  const { id, body } = eventOf("payment_intent.succeeded", paymentIntentOf(moneyOf(order)));
  await deliver(body);
  expect(await stateOf(order)).toEqual(CREDITED);
  return { order, id, body };
}

describe("a row of the inbox that somebody edits", () => {
  it("so that it runs again brings nothing again: the payment is its own key", async () => {
    const { order, id } = await credited();
    await sql()`update inbox_events set state = 'failed', next_attempt_at = now() - interval '1 hour' where id = ${id}`;
    expect(await drainInbox({ limit: 10 })).toEqual({ ran: 1, failed: 0, waiting: 0 });
    expect(await stateOf(order)).toEqual(CREDITED);
    await sql()`update inbox_events set state = 'parked', next_attempt_at = null where id = ${id}`;
    expect(await replayEvent(id)).toMatchObject({ ok: true, result: { state: "processed" } });
    expect(await stateOf(order)).toEqual(CREDITED);
  });

  it("or removes brings nothing again when it is delivered again", async () => {
    const { order, id, body } = await credited();
    await sql()`delete from inbox_events where id = ${id}`;
    expect((await deliver(body)).status).toBe(200);
    expect(await stateOf(order)).toEqual(CREDITED);
  });

  it("so that it tells of more money than was ordered brings none of it", async () => {
    const order = await newOrder();
    const { id, body } = eventOf("payment_intent.succeeded", paymentIntentOf(moneyOf(order)));
    await sql().unsafe(
      `alter table payments add constraint broken check (order_id <> '${order.orderId}') not valid`,
    );
    await deliver(body);
    await sql().unsafe("alter table payments drop constraint broken");
    await sql()`
      update inbox_events set next_attempt_at = now() - interval '1 hour',
        payload = jsonb_set(jsonb_set(payload, '{data,object,amount}', '500000'), '{data,object,amount_received}', '500000')
      where id = ${id}`;
    await drainInbox({ limit: 10 });
    expect(await stateOf(order)).toEqual({ available: 0, grants: 0, payments: 1, order: "parked" });
  });
});
