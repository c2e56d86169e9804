import { afterAll, afterEach, describe, expect, it } from "vitest";
import { closeClients, sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, moneyOf, newOrder, stateOf } from "@/lib/checkout/testing";
import { nowMs } from "@/lib/platform/clock";
import { forgetEnv } from "@/lib/platform/env";
import { newProbe } from "./probe";
import { deliver, eventOf, paymentIntentOf, signatureOf, TEST_SECRET } from "./testing";

useTestDatabase();

const MINUTE_MS = 60_000;
const harmless = () =>
  eventOf("customer.updated", { id: "cus_1", object: "customer", name: "Ännchen 安娜 🙂" });

function useSecrets(secrets: string) {
  process.env.STRIPE_WEBHOOK_SECRET = secrets;
  forgetEnv();
}

async function stored(): Promise<number> {
  const [row] = await sql()<{ events: number }[]>`select count(*)::int as events from inbox_events`;
  return row?.events ?? 0;
}

/** Nothing that is refused leaves a trace. */
async function expectRefused(given: ReturnType<typeof deliver>, status: number, error: string) {
  const before = await stored();
  const result = await given;
  expect(result).toMatchObject({ status, answer: { received: false, error } });
  expect(JSON.stringify(result.answer)).not.toContain(TEST_SECRET);
  expect(await stored()).toBe(before);
}

afterEach(() => useSecrets(TEST_SECRET));
afterAll(async () => expect(await brokenPromises()).toEqual([]));

describe("a delivery that cannot be trusted is refused and leaves nothing", () => {
  it("when no secret is configured, or an empty one", async () => {
    const { body } = harmless();
    for (const secrets of ["", "   "]) {
      useSecrets(secrets);
      await expectRefused(
        deliver(body, { signature: signatureOf(body, { secret: "x" }) }),
        503,
        "webhook_secret_missing",
      );
    }
  });

  it("when it is not a POST", async () => {
    await expectRefused(deliver("", { method: "GET", signature: null }), 405, "method_not_allowed");
    await expectRefused(deliver("{}", { method: "PUT" }), 405, "method_not_allowed");
  });

  it("when the signature is missing or malformed", async () => {
    const { body } = harmless();
    await expectRefused(deliver(body, { signature: null }), 400, "signature_missing");
    const [time = "", v1 = ""] = signatureOf(body).split(",");
    for (const signature of ["nonsense", time, v1, `t=,${v1}`, `t=abc,${v1}`, `${time},v0=${v1.slice(3)}`])
      await expectRefused(deliver(body, { signature }), 400, "signature_malformed");
  });

  it("when the signature is another's, or of another body", async () => {
    const { body } = harmless();
    const other = signatureOf(body, { secret: "whsec_another" });
    await expectRefused(deliver(body, { signature: other }), 400, "signature_mismatch");
    const changed = body.replace("cus_1", "cus_2");
    await expectRefused(deliver(changed, { signature: signatureOf(body) }), 400, "signature_mismatch");
    await expectRefused(deliver("", { signature: signatureOf("") }), 400, "signature_mismatch");
  });

  it("when it is old, or dated ahead, or claims two times", async () => {
    const { body } = harmless();
    const old = signatureOf(body, { atMs: nowMs() - 6 * MINUTE_MS });
    await expectRefused(deliver(body, { signature: old }), 400, "signature_too_old");
    const ahead = signatureOf(body, { atMs: nowMs() + 6 * MINUTE_MS });
    await expectRefused(deliver(body, { signature: ahead }), 400, "signature_from_the_future");
    const two = `t=${Math.floor(nowMs() / 1000)},${old}`;
    await expectRefused(deliver(body, { signature: two }), 400, "signature_malformed");
  });

  it("when it is larger than 1 MB, whatever it says of its length", async () => {
    const large = JSON.stringify({ filler: "x".repeat(1024 * 1024) });
    await expectRefused(deliver(large), 413, "body_too_large");
    const { readable, read } = endlessStream();
    await expectRefused(deliver("", { body: readable, signature: signatureOf("x") }), 413, "body_too_large");
    expect(read()).toBeLessThan(1.2 * 1024 * 1024);
  });

  it("when it is signed but not JSON, or not an event", async () => {
    await expectRefused(deliver("not json"), 400, "body_not_json");
    for (const body of [
      "[]",
      "null",
      '{"object":"v2.core.event","id":"evt_1","type":"x"}',
      '{"object":"event"}',
    ])
      await expectRefused(deliver(body), 400, "not_an_event");
  });

  it("when it is of the other mode", async () => {
    const { body } = eventOf("customer.updated", { id: "cus_1" }, { livemode: true });
    await expectRefused(deliver(body), 400, "wrong_mode");
  });
});

describe("a probe of our own", () => {
  it("is answered to who knows the secret, with whom this server takes itself for, and leaves nothing", async () => {
    const before = await stored();
    const { id, body, signature } = newProbe(TEST_SECRET);
    expect(await deliver(body, { signature })).toEqual({
      status: 200,
      answer: {
        ...{ received: true, event: id, outcome: "probed: nothing was stored" },
        probe: { address: "http://localhost:3000", livemode: false },
      },
    });
    expect(await stored()).toBe(before);
  });

  it("is refused like any delivery when its signature is another's", async () => {
    const { body } = newProbe(TEST_SECRET);
    const { signature } = newProbe("whsec_another0000000000");
    await expectRefused(deliver(body, { signature }), 400, "signature_mismatch");
  });
});

describe("a delivery that can be trusted is taken", () => {
  it("when signed by any of two secrets", async () => {
    useSecrets(`whsec_old0000000000000000,${TEST_SECRET}`);
    const first = harmless();
    expect((await deliver(first.body)).status).toBe(200);
    const second = harmless();
    const old = signatureOf(second.body, { secret: "whsec_old0000000000000000" });
    expect((await deliver(second.body, { signature: old })).status).toBe(200);
  });

  it("when a character of several bytes is split across chunks", async () => {
    const { id, body } = harmless();
    expect((await deliver(body, { body: inChunks(body, 1) })).status).toBe(200);
    const [row] =
      await sql()`select payload->'data'->'object'->>'name' as name from inbox_events where id = ${id}`;
    expect(row?.name).toBe("Ännchen 安娜 🙂");
  });

  it("when its type is unknown: ignored, and kept", async () => {
    const { id, body } = eventOf("moon.landed", { id: "moon_1" });
    const { status, answer } = await deliver(body);
    expect([status, answer]).toEqual([
      200,
      { received: true, event: id, outcome: "ignored: no handler for moon.landed" },
    ]);
  });

  it("when it names the character zero, which the database cannot hold", async () => {
    const { body } = eventOf("customer.updated", { id: "cus_1", name: "a\u0000b" });
    expect((await deliver(body)).status).toBe(200);
  });
});

it("while the database is away the answer is 503, and the event is taken when it is back", async () => {
  const order = await newOrder();
  const { body } = eventOf("payment_intent.succeeded", paymentIntentOf(moneyOf(order)));
  const url = process.env.DATABASE_URL;
  await closeClients();
  process.env.DATABASE_URL = "postgres://nobody@127.0.0.1:1/none";
  expect(await deliver(body)).toMatchObject({ status: 503, answer: { error: "database_unavailable" } });
  await closeClients();
  process.env.DATABASE_URL = url;
  expect((await deliver(body)).status).toBe(200);
  expect(await stateOf(order)).toEqual({ available: 100, grants: 1, payments: 1, order: "paid" });
});

function inChunks(text: string, size: number): ReadableStream<Uint8Array> {
  const bytes = Buffer.from(text, "utf8");
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at + size));
      at += size;
    },
  });
}

function endlessStream() {
  let read = 0;
  const chunk = new Uint8Array(64 * 1024).fill(120);
  const readable = new ReadableStream<Uint8Array>({
    pull(controller) {
      read += chunk.byteLength;
      controller.enqueue(chunk);
    },
  });
  return { readable, read: () => read };
}

it("settles every payment of a crowd, also when one of them cannot be written with the others", async () => {
  const orders = await Promise.all(Array.from({ length: 12 }, () => newOrder()));
  const events = orders.map((order) => eventOf("payment_intent.succeeded", paymentIntentOf(moneyOf(order))));
  const [event, order] = [events[9], orders[9]];
  if (!event || !order) throw new Error("no event");
  await sql()`
    insert into inbox_events (id, type, object_id, livemode, state, outcome, stripe_created_at, next_attempt_at)
    values (${event.id}, 'payment_intent.succeeded', ${moneyOf(order).id}, false, 'failed', 'failed before', now(), now())`;
  const answers = await Promise.all(events.map(({ body }) => deliver(body)));
  for (const answer of answers) expect(answer).toMatchObject({ status: 200, answer: { received: true } });
  for (const order of orders) expect(await stateOf(order)).toMatchObject({ available: 100, order: "paid" });
  const states = await sql()`
    select distinct state from inbox_events where id = any(${events.map(({ id }) => id)}::text[])`;
  expect(states.map(({ state }) => state)).toEqual(["processed"]);
});
