import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { sweepEvents } from "@/lib/inbox/sweep-events";
import { eventOf } from "@/lib/inbox/testing";
import { useClock } from "@/lib/platform/clock";
import { env, forgetEnv } from "@/lib/platform/env";
import { closeBreaker } from "@/lib/stripe/ask-stripe";
import { useStripeLimits } from "@/lib/stripe/client";
import { useEmulator } from "@/lib/stripe/testing";
import { checkEvents } from "./check-events";
import { checkSweep } from "./check-sweep";
import { closeServersAfterEach, serverThat } from "./testing";

useTestDatabase();
useEmulator();
closeServersAfterEach();

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;
const JSON_TYPE = { "content-type": "application/json" };

let emulator = "";
let restore = () => {};
beforeEach(async () => {
  emulator ||= process.env.STRIPE_API_BASE ?? "";
  useStripeAt(emulator);
  await sql()`delete from inbox_events`;
  await sql()`delete from event_sweeps`;
});
afterEach(() => {
  restore();
  restore = () => {};
});

function useStripeAt(base: string) {
  process.env.STRIPE_API_BASE = base;
  forgetEnv();
  closeBreaker();
  useStripeLimits({ retries: 0 });
}

const look = async () => (await checkEvents(env())).map(({ name }) => name);
const sweep = async () => (await checkSweep(env())).map(({ name }) => name);

/** An event in the inbox that was told an hour ago and came so much later. */
async function came(
  afterMs: number,
  { livemode = false, type = "invoice.paid", id = eventOf("x.y", {}).id } = {},
): Promise<string> {
  const told = Date.now() - HOUR_MS;
  await sql()`
    insert into inbox_events (id, type, livemode, payload, state, outcome, stripe_created_at, received_at)
    values (${id}, ${type}, ${livemode}, '{}', 'processed', 'done', ${new Date(told)}, ${new Date(told + afterMs)})`;
  return id;
}

/** Stripe, with one event that some endpoint did not take. */
async function stripeWithUndelivered(id: string): Promise<void> {
  const event = { id, object: "event", type: "payment_intent.succeeded", created: 1 };
  const list = (data: object[]) =>
    JSON.stringify({ object: "list", url: "/v1/events", has_more: false, data });
  const server = await serverThat((request, response) => {
    const { searchParams } = new URL(request.url ?? "/", "http://stripe");
    const isAsked =
      searchParams.get("delivery_success") === "false" &&
      [...searchParams.values()].includes("payment_intent.succeeded");
    response.writeHead(200, JSON_TYPE).end(list(isAsked ? [event] : []));
  });
  useStripeAt(server);
}

describe("events", () => {
  test("are in order when they come within seconds, and when none was told yet", async () => {
    expect(await look()).toEqual(["events_none_yet"]);
    for (let n = 0; n < 4; n++) await came(2 * SECOND_MS);
    expect(await checkEvents(env())).toMatchObject([
      { name: "events_in_order", facts: { lastAt: expect.stringMatching(/^\d{4}-/) } },
    ]);
  });

  test("that only the sweep brings are named", async () => {
    for (let n = 0; n < 3; n++) await came(20 * 60 * SECOND_MS);
    expect(await checkEvents(env())).toMatchObject([
      { name: "events_come_late", facts: { minutes: 20, count: 3 } },
    ]);
  });

  test("of which a few came late tell nothing", async () => {
    await came(20 * 60 * SECOND_MS);
    expect(await look()).toEqual(["events_in_order"]);
    for (let n = 0; n < 5; n++) await came(SECOND_MS);
    await came(20 * 60 * SECOND_MS);
    expect(await look()).toEqual(["events_in_order"]);
  });

  test("that nobody handles tell nothing", async () => {
    for (let n = 0; n < 3; n++) await came(20 * 60 * SECOND_MS, { type: "price.created" });
    expect(await look()).toEqual(["events_none_yet"]);
  });

  test("of the other mode tell nothing", async () => {
    for (let n = 0; n < 3; n++) await came(20 * 60 * SECOND_MS, { livemode: true });
    expect(await look()).toEqual(["events_none_yet"]);
  });

  test("that Stripe could not deliver are named, also when the sweep has brought them since", async () => {
    await stripeWithUndelivered("evt_1");
    expect(await checkEvents(env())).toMatchObject([
      { name: "events_not_delivered", facts: { count: 1, type: "payment_intent.succeeded", id: "evt_1" } },
    ]);
    await came(HOUR_MS / 2, { id: "evt_1" });
    expect(await look()).toEqual(["events_not_delivered"]);
  });

  test("that another app's endpoint did not take, and ours did, are in order", async () => {
    await stripeWithUndelivered("evt_2");
    await came(SECOND_MS, { id: "evt_2" });
    expect(await look()).toEqual(["events_in_order"]);
  });

  test("that Stripe does not list are said to be so", async () => {
    useStripeAt(await serverThat((request) => request.socket.destroy()));
    expect(await look()).toEqual(["events_not_listed"]);
  });
});

describe("the sweep", () => {
  test("that never ran is named, and one that reached the present is in order", async () => {
    expect(await sweep()).toEqual(["sweep_never"]);
    await sweepEvents();
    expect(await sweep()).toEqual([]);
  });

  test("that nobody calls any more is named", async () => {
    await sweepEvents();
    restore = useClock(() => Date.now() + 30 * HOUR_MS);
    expect(await checkSweep(env())).toMatchObject([{ name: "sweep_late", facts: { hours: 30 } }]);
  });

  test("that stopped short of the present is named with its reason", async () => {
    useStripeAt(await serverThat((request) => request.socket.destroy()));
    await sweepEvents();
    expect(await checkSweep(env())).toMatchObject([
      { name: "sweep_stopped", facts: { reason: expect.stringMatching(/./) } },
    ]);
  });

  test("that came too late for what Stripe keeps is named with the time that is lost", async () => {
    await sweepEvents();
    await sql()`update event_sweeps set swept_until = swept_until - interval '40 days'`;
    await sweepEvents();
    expect(await sweep()).toEqual(["sweep_gap"]);
  });
});
