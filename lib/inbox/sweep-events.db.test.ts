import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, stateOf } from "@/lib/checkout/testing";
import { useClock } from "@/lib/platform/clock";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { stripe } from "@/lib/stripe/client";
import { breakCalls, useEmulator } from "@/lib/stripe/testing";
import { planStateOf } from "@/lib/subscriptions/testing/facts";
import { advance, newSubscriber, subscribe } from "@/lib/subscriptions/testing/subscribers";
import { drainInbox } from "./drain-inbox";
import { sweepEvents } from "./sweep-events";
import { deliver } from "./testing";
import { CREDITED, cursorOf, paidUnseen, rowsOf } from "./testing/paid-unseen";
import { kill, startProcess } from "./testing/start-process";

useTestDatabase();
useEmulator();
beforeAll(async () => {
  await setUpCatalog();
});
// What earlier tests left at Stripe is not this one's to find.
beforeEach(async () => {
  await sweepEvents();
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const MINUTE_MS = 60_000;
const DAY = 86_400;
const KEY = "topup_pro_month_usd";

let restoreClock: (() => void) | null = null;
function setClock(ahead: number): void {
  restoreClock?.();
  restoreClock = useClock(() => Date.now() + ahead);
}
afterEach(() => {
  restoreClock?.();
  restoreClock = null;
});

describe("what was never delivered", () => {
  it("is found: money becomes its grant, and the events stand in the inbox as if they had come", async () => {
    const { order, intent } = await paidUnseen();
    const sweep = await sweepEvents();
    expect(sweep).toMatchObject({ livemode: false, failed: 0, gap: null, trouble: null });
    expect(await stateOf(order)).toEqual(CREDITED);
    const all = { state: "processed", attempts: 1 };
    expect(await rowsOf(intent.id)).toMatchObject([
      { type: "payment_intent.created", ...all },
      { type: "payment_intent.requires_action", ...all },
      { type: "payment_intent.succeeded", ...all },
    ]);
  });

  it("is found: the first month of a plan and its renewal bring their credits", async () => {
    const person = await newSubscriber();
    await subscribe(person, KEY);
    await sweepEvents();
    expect(await planStateOf(person.walletId)).toMatchObject({ available: 1000, grants: 1, payments: 0 });
    await advance(person, 32 * DAY);
    await sweepEvents();
    expect(await planStateOf(person.walletId)).toMatchObject({
      ...{ available: 2000, grants: 2, payments: 0, subscriptions: [{ status: "active" }] },
    });
  });

  it("is found once: what lies in the overlap is listed again and not run again", async () => {
    const { order } = await paidUnseen();
    const first = await sweepEvents();
    expect(first.found).toBeGreaterThanOrEqual(3);
    const again = await sweepEvents();
    expect(again).toMatchObject({ found: 0, trouble: null });
    expect(again.listed).toBeGreaterThanOrEqual(first.found);
    const [more] = await sql()`select count(*)::int as count from inbox_events where attempts > 1`;
    expect(more?.count).toBe(0);
    expect(await stateOf(order)).toEqual(CREDITED);
  });

  it("is found on every page of a busy time", async () => {
    const { customerId } = await newSubscriber();
    const ids: string[] = [];
    for (let n = 0; n < 120; n++)
      ids.push(
        (await stripe().paymentIntents.create({ amount: 500, currency: "usd", customer: customerId })).id,
      );
    await sweepEvents();
    const [row] = await sql()`
      select count(*)::int as count from inbox_events
      where type = 'payment_intent.created' and object_id = any(${ids})`;
    expect(row?.count).toBe(120);
  });

  it("and fails is left to the drain, and does not stop the sweep", async () => {
    const { order, intent } = await paidUnseen();
    const other = await paidUnseen();
    await breakCalls({ path: `/v1/payment_intents/${intent.id}`, action: "fail", count: 6 });
    expect(await sweepEvents()).toMatchObject({ failed: 2, trouble: null });
    expect(await rowsOf(intent.id)).toMatchObject([
      {},
      { type: "payment_intent.requires_action", state: "failed" },
      { type: "payment_intent.succeeded", state: "processed" },
    ]);
    expect([await stateOf(order), await stateOf(other.order)]).toEqual([CREDITED, CREDITED]);
    expect(await sweepEvents()).toMatchObject({ found: 0 });
    setClock(60 * MINUTE_MS);
    expect(await drainInbox({ limit: 10 })).toEqual({ ran: 2, failed: 0, waiting: 0 });
  });
});

describe("at once", () => {
  it("with deliveries of the same events, and with another sweep, each event runs once", async () => {
    const { order, intent, succeeded } = await paidUnseen();
    const body = JSON.stringify(succeeded);
    const other = await startProcess("sweep");
    const answers = await Promise.all([
      sweepEvents(),
      deliver(body),
      sweepEvents(),
      deliver(body),
      other.go(),
    ]);
    expect([answers[1].status, answers[3].status]).toEqual([200, 200]);
    expect(await stateOf(order)).toEqual(CREDITED);
    expect((await rowsOf(intent.id)).map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
  });

  it("a process that is killed in the middle of it leaves the rest to the next sweep", async () => {
    const before = await cursorOf();
    const { order, intent } = await paidUnseen();
    await breakCalls({ path: `/v1/payment_intents/${intent.id}`, action: "hang", count: 10 });
    const { child, go } = await startProcess("sweep");
    void go();
    await vi.waitFor(async () => expect(await rowsOf(intent.id)).not.toEqual([]), 60_000);
    await kill(child);
    expect(await cursorOf()).toMatchObject({ sweptUntil: before?.sweptUntil });
    expect(await stateOf(order)).toMatchObject({ available: 0, grants: 0 });
    await breakCalls();
    expect(await sweepEvents()).toMatchObject({ failed: 0, trouble: null });
    expect(await stateOf(order)).toEqual(CREDITED);
    expect(await rowsOf(intent.id)).toHaveLength(3);
  });
});
