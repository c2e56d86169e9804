import { afterAll, afterEach, beforeEach, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, stateOf } from "@/lib/checkout/testing";
import { sweepEvents } from "@/lib/inbox/sweep-events";
import { deliver } from "@/lib/inbox/testing";
import { CREDITED, cursorOf, paidUnseen, rowsOf } from "@/lib/inbox/testing/paid-unseen";
import { useClock } from "@/lib/platform/clock";
import { useEmulator } from "@/lib/stripe/testing";
import { reconcile } from "./reconcile";

useTestDatabase();
useEmulator();

const DAY_MS = 24 * 3_600_000;
const AGREED = { ok: true, findings: [], healed: 0, left: 0, trouble: null };

let restoreClock: (() => void) | null = null;
// What earlier tests left at Stripe is not this one's to find.
beforeEach(async () => {
  await sweepEvents();
  await reconcile({ window: "all", graceMs: 0 });
});
afterEach(() => {
  restoreClock?.();
  restoreClock = null;
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

/** When events were last swept. */
async function sweptLast(days: number): Promise<void> {
  await sql()`update event_sweeps set swept_until = ${new Date(Date.now() - days * DAY_MS)}`;
}

const compare = (days: number) => reconcile({ window: { days }, graceMs: 0 });

it("an endpoint that was off for two days: the sweep brings all of it, and nothing differs from Stripe", async () => {
  const paid = [await paidUnseen(), await paidUnseen()];
  await sweptLast(2);
  expect(await sweepEvents()).toMatchObject({ failed: 0, gap: null, trouble: null });
  for (const { order } of paid) expect(await stateOf(order)).toEqual(CREDITED);
  expect(await compare(3)).toMatchObject(AGREED);
});

it("events that Stripe does not keep any more: the gap is said, and comparing the money itself closes it", async () => {
  const { order, intent, succeeded } = await paidUnseen();
  // Money of 31 days ago, to a server that was off since then: its events are gone, and its first sweep says so.
  const start = Date.now() + 31 * DAY_MS;
  restoreClock = useClock(() => start);
  expect(await compare(3)).toMatchObject({ ok: true, healed: 0 });
  expect(await stateOf(order)).toMatchObject({ grants: 0, payments: 0 });
  const nightly = await compare(35);
  expect(nightly).toMatchObject({ ok: true, healed: 1, left: 0 });
  expect(nightly.findings).toMatchObject([
    { kind: "payment_not_settled", objectId: intent.id, action: "healed" },
  ]);
  expect(await stateOf(order)).toEqual(CREDITED);
  restoreClock();
  await sweptLast(31);
  expect(await sweepEvents()).toMatchObject({ gap: expect.anything(), trouble: null });
  expect(await cursorOf()).toMatchObject({ gapFrom: expect.any(Date), gapUntil: expect.any(Date) });
  expect((await deliver(JSON.stringify(succeeded))).status).toBe(200);
  expect(await stateOf(order)).toEqual(CREDITED);
});

it("an event that was never made: the payment is found among Stripe's payments, and credited once", async () => {
  const { order, intent } = await paidUnseen();
  expect(await rowsOf(intent.id)).toEqual([]);
  expect(await compare(3)).toMatchObject({ ok: true, healed: 1, left: 0 });
  expect(await stateOf(order)).toEqual(CREDITED);
  expect(await compare(3)).toMatchObject(AGREED);
});
