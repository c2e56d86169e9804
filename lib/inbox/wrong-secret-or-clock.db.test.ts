import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, stateOf } from "@/lib/checkout/testing";
import { useClock } from "@/lib/platform/clock";
import { forgetEnv } from "@/lib/platform/env";
import { reconcileNow } from "@/lib/reconciliation/testing";
import { useEmulator } from "@/lib/stripe/testing";
import { sweepEvents } from "./sweep-events";
import { deliver, eventOf, signatureOf, TEST_SECRET } from "./testing";
import { CREDITED, paidUnseen } from "./testing/paid-unseen";

useTestDatabase();
useEmulator();

const MINUTE_MS = 60_000;
const [OLD, NEW] = [TEST_SECRET, "whsec_new0000000000000000"];

let restoreClock: (() => void) | null = null;
function useSecrets(...secrets: string[]): void {
  process.env.STRIPE_WEBHOOK_SECRET = secrets.join(",");
  forgetEnv();
}
// What earlier tests left at Stripe is not this one's to find.
beforeEach(async () => {
  await sweepEvents();
});
afterEach(() => {
  restoreClock?.();
  restoreClock = null;
  useSecrets(TEST_SECRET);
});
afterAll(async () => {
  expect(await reconcileNow()).toMatchObject({ ok: true, left: 0 });
  expect(await brokenPromises()).toEqual([]);
});

/** A header as Stripe sends it while a secret is rolled: one time, a signature with each. */
function signedWith(body: string, ...secrets: string[]): string {
  const [time = ""] = signatureOf(body).split(",");
  return [time, ...secrets.map((secret) => signatureOf(body, { secret }).split(",")[1])].join(",");
}

/** What the inbox has of the events of an order's payment. */
async function storedOf(paymentIntentId: string): Promise<number> {
  const [row] = await sql()<{ count: number }[]>`
    select count(*)::int as count from inbox_events where object_id = ${paymentIntentId}`;
  return row?.count ?? 0;
}

describe("a secret that is rolled while events come", () => {
  it("refuses none of them, and those of the old secret when it is over", async () => {
    const orders: Parameters<typeof stateOf>[0][] = [];
    const phases = [
      { ours: [OLD], stripes: [OLD] },
      { ours: [OLD], stripes: [OLD, NEW] },
      { ours: [OLD, NEW], stripes: [OLD, NEW] },
      { ours: [NEW, OLD], stripes: [NEW] },
      { ours: [NEW], stripes: [NEW] },
    ];
    for (const { ours, stripes } of phases) {
      useSecrets(...ours);
      const crowd = await Promise.all([paidUnseen(), paidUnseen()]);
      const answers = await Promise.all(
        crowd.map(({ succeeded }) => {
          const body = JSON.stringify(succeeded);
          return deliver(body, { signature: signedWith(body, ...stripes) });
        }),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      orders.push(...crowd.map(({ order }) => order));
    }
    for (const order of orders) expect(await stateOf(order)).toEqual(CREDITED);
    const { body } = eventOf("customer.updated", { id: "cus_1" });
    expect(await deliver(body, { signature: signedWith(body, OLD) })).toMatchObject({ status: 400 });
  });
});

describe("another endpoint's secret", () => {
  it("refuses every delivery by its name; the sweep finds what was lost, and the next delivery adds nothing", async () => {
    const { order, intent, succeeded } = await paidUnseen();
    const body = JSON.stringify(succeeded);
    useSecrets("whsec_another000000000000");
    const refused = await deliver(body, { signature: signatureOf(body) });
    expect(refused).toMatchObject({ status: 400, answer: { error: "signature_mismatch" } });
    expect(await storedOf(intent.id)).toBe(0);
    useSecrets(TEST_SECRET);
    expect(await sweepEvents()).toMatchObject({ failed: 0, trouble: null });
    expect(await stateOf(order)).toEqual(CREDITED);
    expect(await deliver(body)).toMatchObject({ status: 200 });
    expect(await stateOf(order)).toEqual(CREDITED);
  });
});

describe("a clock of ours that is wrong", () => {
  it.each([
    ["ahead", 10 * MINUTE_MS, "signature_too_old"],
    ["behind", -10 * MINUTE_MS, "signature_from_the_future"],
  ])(
    "by ten minutes, %s, refuses deliveries by name, and the sweep brings what they told",
    async (_way, by, fault) => {
      const { order, intent, succeeded } = await paidUnseen();
      const body = JSON.stringify(succeeded);
      restoreClock = useClock(() => Date.now() + by);
      const signature = signatureOf(body, { atMs: Date.now() });
      expect(await deliver(body, { signature })).toMatchObject({ status: 400, answer: { error: fault } });
      expect(await storedOf(intent.id)).toBe(0);
      expect(await sweepEvents()).toMatchObject({ failed: 0, trouble: null });
      expect(await stateOf(order)).toEqual(CREDITED);
      restoreClock();
      expect(await deliver(body)).toMatchObject({ status: 200 });
      expect(await stateOf(order)).toEqual(CREDITED);
      // Nothing that the wrong clock did stands in the way of the next sweep.
      const later = await paidUnseen();
      expect(await sweepEvents()).toMatchObject({ failed: 0, trouble: null });
      expect(await stateOf(later.order)).toEqual(CREDITED);
    },
  );
});
