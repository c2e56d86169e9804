import { afterAll, expect, it, vi } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises } from "@/lib/checkout/testing";
import { now, nowMs } from "@/lib/platform/clock";
import { useEmulator } from "@/lib/stripe/testing";
import { findMissed } from "./find-missed";
import { sweepEvents } from "./sweep-events";
import { deliver, eventOf } from "./testing";
import { paidUnseen } from "./testing/paid-unseen";

useTestDatabase();
useEmulator();
afterAll(async () => expect(await brokenPromises()).toEqual([]));

it("a server that starts knows what came while it was off, and does not count what came since", async () => {
  await paidUnseen();
  // Stripe's times are whole seconds: the start is in a later one.
  const since = new Date(Math.ceil((nowMs() + 1) / 1000) * 1000);
  await vi.waitFor(() => expect(now() > since).toBe(true), 5_000);
  expect(await findMissed(false, since)).toMatchObject({ reached: false, trouble: null, done: 0 });
  const { found } = await sweepEvents();
  expect(found).toBeGreaterThan(0);
  const { body } = eventOf("customer.updated", { id: "cus_1", object: "customer" });
  expect((await deliver(body)).status).toBe(200);
  expect(await findMissed(false, since)).toEqual({
    ...{ reached: true, trouble: null, gapFrom: null },
    ...{ done: found, open: 0, parked: 0 },
  });
  expect(await findMissed(true, since)).toMatchObject({ reached: false, done: 0 });
});
