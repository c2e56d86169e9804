import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, stateOf } from "@/lib/checkout/testing";
import { useClock } from "@/lib/platform/clock";
import { forgetEnv } from "@/lib/platform/env";
import { closeBreaker } from "@/lib/stripe/ask-stripe";
import { breakCalls, useEmulator } from "@/lib/stripe/testing";
import { sweepEvents } from "./sweep-events";
import { eventOf } from "./testing";
import { CREDITED, cursorOf, paidUnseen, rowsOf } from "./testing/paid-unseen";

useTestDatabase();
useEmulator();
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

let restoreClock: (() => void) | null = null;
/** Our clock is wrong by so much; Stripe's is not. */
function setOurClock(aheadMs: number): void {
  restoreClock?.();
  restoreClock = useClock(() => Date.now() + aheadMs);
}

const ENVIRONMENT = ["STRIPE_SECRET_KEY", "STRIPE_PUBLISHABLE_KEY", "STRIPE_API_BASE"] as const;
let before: Record<string, string | undefined> = {};
function change(settings: Partial<Record<(typeof ENVIRONMENT)[number], string>>): void {
  Object.assign(process.env, settings);
  forgetEnv();
}

beforeEach(() => {
  before = Object.fromEntries(ENVIRONMENT.map((name) => [name, process.env[name]]));
});
afterEach(() => {
  change(before);
  restoreClock?.();
  restoreClock = null;
});

const ageOf = (date: Date | null | undefined) => Date.now() - (date?.getTime() ?? Number.NaN);

describe("the first sweep of a database", () => {
  it("looks three days back, ends at Stripe's present and says so", async () => {
    const { order } = await paidUnseen();
    const sweep = await sweepEvents();
    expect(sweep).toMatchObject({ gap: null, trouble: null });
    expect(Math.abs(ageOf(sweep.from) - 3 * DAY_MS - 10 * MINUTE_MS)).toBeLessThan(MINUTE_MS);
    expect(await stateOf(order)).toEqual(CREDITED);
    const cursor = await cursorOf();
    expect(ageOf(cursor?.sweptUntil)).toBeLessThan(MINUTE_MS);
    expect(ageOf(cursor?.reachedAt)).toBeLessThan(MINUTE_MS);
  });
});

describe("the first sweep of a database while Stripe does not answer", () => {
  it("says why it stopped, and the next one looks three days back", async () => {
    await sql()`delete from event_sweeps`;
    const { order } = await paidUnseen();
    await breakCalls({ path: "/v1/events", action: "fail", count: 3 });
    expect(await sweepEvents()).toMatchObject({ trouble: "unavailable: StripeAPIError 500" });
    expect(await cursorOf()).toMatchObject({
      ...{ sweptUntil: null, reachedAt: null },
      trouble: "unavailable: StripeAPIError 500",
    });
    expect(await sweepEvents()).toMatchObject({ gap: null, trouble: null });
    expect(await cursorOf()).toMatchObject({ reachedAt: expect.any(Date), trouble: null });
    expect(await stateOf(order)).toEqual(CREDITED);
  });
});

describe("the first sweep of a database by a clock that is ahead", () => {
  it("looks three days back from Stripe's present", async () => {
    await sql()`delete from event_sweeps`;
    const { order } = await paidUnseen();
    setOurClock(60 * DAY_MS);
    expect(await sweepEvents()).toMatchObject({ gap: null, trouble: null });
    expect(await stateOf(order)).toEqual(CREDITED);
    expect((await cursorOf())?.sweptUntil.getTime()).toBeLessThanOrEqual(Date.now());
  });
});

describe("trouble with Stripe", () => {
  it("stops the sweep where it is, is said, and the next one goes on from there", async () => {
    const { order } = await paidUnseen();
    const start = await cursorOf();
    await breakCalls({ path: "/v1/events", action: "fail", count: 3 });
    expect(await sweepEvents()).toMatchObject({ found: 0, trouble: "unavailable: StripeAPIError 500" });
    expect(await cursorOf()).toMatchObject({
      ...{ sweptUntil: start?.sweptUntil, reachedAt: start?.reachedAt },
      trouble: "unavailable: StripeAPIError 500",
    });
    expect(await sweepEvents()).toMatchObject({ trouble: null });
    expect(await cursorOf()).toMatchObject({ trouble: null });
    expect(await stateOf(order)).toEqual(CREDITED);
  });

  it("such as a key that Stripe does not take is said in Stripe's words", async () => {
    await breakCalls({ path: "/v1/events", action: "fail", status: 401, count: 1 });
    const { trouble } = await sweepEvents();
    expect(trouble).toMatch(/^refused: /);
  });
});

describe("time", () => {
  it("that is up ends the sweep, which the next one finishes", async () => {
    const { order, intent } = await paidUnseen();
    const start = await cursorOf();
    expect(await sweepEvents({ maxMs: 0 })).toMatchObject({ found: 0, trouble: "time_was_up" });
    expect((await cursorOf())?.sweptUntil).toEqual(start?.sweptUntil);
    expect(await rowsOf(intent.id)).toEqual([]);
    expect(await sweepEvents({ maxMs: MINUTE_MS })).toMatchObject({ trouble: null });
    expect(await stateOf(order)).toEqual(CREDITED);
  });

  it.each([
    ["ahead of", 60 * MINUTE_MS],
    ["behind", -60 * MINUTE_MS],
  ])("by our clock may be an hour %s Stripe's: nothing is stepped over", async (_words, aheadMs) => {
    setOurClock(aheadMs);
    await sweepEvents();
    expect((await cursorOf())?.sweptUntil.getTime()).toBeLessThanOrEqual(Date.now());
    const { order } = await paidUnseen();
    await sweepEvents();
    expect(await stateOf(order)).toEqual(CREDITED);
  });

  it("by our clock may be two months ahead for a while: nothing is stepped over, and no gap is claimed", async () => {
    await sweepEvents();
    const { order } = await paidUnseen();
    setOurClock(60 * DAY_MS);
    expect(await sweepEvents()).toMatchObject({ gap: null, trouble: null });
    expect(await stateOf(order)).toEqual(CREDITED);
    expect((await cursorOf())?.sweptUntil.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it("that was longer than Stripe keeps events leaves a gap, which is said and stays written down", async () => {
    await sweepEvents();
    await sql()`update event_sweeps set swept_until = ${new Date(Date.now() - 40 * DAY_MS)}`;
    const { order } = await paidUnseen();
    const { gap, from, trouble } = await sweepEvents();
    expect(trouble).toBeNull();
    expect([ageOf(gap?.from), ageOf(gap?.until), ageOf(from)].map((age) => Math.round(age / DAY_MS))).toEqual(
      [40, 30, 30],
    );
    expect(await stateOf(order)).toEqual(CREDITED);
    expect((await sweepEvents()).gap).toBeNull();
    expect(await cursorOf()).toMatchObject({ gapFrom: gap?.from, gapUntil: gap?.until });
  });

  it("before the cursor is swept again when somebody asks, and the cursor does not go back", async () => {
    const { order } = await paidUnseen();
    const soon = new Date(Date.now() + 5 * DAY_MS);
    await sql()`update event_sweeps set swept_until = ${soon}`;
    await sweepEvents();
    expect(await stateOf(order)).toMatchObject({ grants: 0 });
    expect(await sweepEvents({ since: new Date(Date.now() - DAY_MS) })).toMatchObject({ trouble: null });
    expect(await stateOf(order)).toEqual(CREDITED);
    expect((await cursorOf())?.sweptUntil).toEqual(soon);
    await sql()`update event_sweeps set swept_until = now()`;
  });
});

describe("test and live mode", () => {
  it("have a cursor each: a sweep of one moves nothing of the other", async () => {
    const longAgo = new Date(Date.now() - 20 * DAY_MS);
    await sql()`insert into event_sweeps (livemode, swept_until, updated_at) values (true, ${longAgo}, ${longAgo})`;
    const live = await cursorOf(true);
    await paidUnseen();
    expect(await sweepEvents()).toMatchObject({ livemode: false, trouble: null });
    expect(await cursorOf(true)).toEqual(live);
    expect((await cursorOf(false))?.sweptUntil).not.toEqual(live?.sweptUntil);
  });

  it("never mix: an event of the other mode is not stored, and the cursor stays", async () => {
    const start = await cursorOf(false);
    const { id, body } = eventOf("payment_intent.succeeded", { id: "pi_live" }, { livemode: true });
    const server = createServer((_request, response) =>
      response.end(`{"object":"list","has_more":false,"url":"/v1/events","data":[${body}]}`),
    );
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    change({ STRIPE_API_BASE: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    closeBreaker();
    expect((await sweepEvents()).trouble).toContain("wrong_mode");
    server.close();
    expect(await sql()`select 1 from inbox_events where id = ${id}`).toEqual([]);
    expect((await cursorOf(false))?.sweptUntil).toEqual(start?.sweptUntil);
  });
});
