import { afterAll, expect, it, vi } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, stateOf } from "@/lib/checkout/testing";
import { useEmulator } from "@/lib/stripe/testing";
import { keepSweeping } from "./keep-sweeping";
import { CREDITED, cursorOf, paidUnseen } from "./testing/paid-unseen";

useTestDatabase();
useEmulator();
afterAll(async () => expect(await brokenPromises()).toEqual([]));

it("a server that starts fetches what was told while it was off, and does not wait for its first turn", async () => {
  const { order } = await paidUnseen();
  const stop = keepSweeping({ everyMs: 3_600_000 });
  await vi.waitFor(async () => expect((await cursorOf())?.reachedAt).toBeTruthy(), 30_000);
  stop();
  expect(await stateOf(order)).toEqual(CREDITED);
});
