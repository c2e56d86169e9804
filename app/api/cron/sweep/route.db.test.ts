import { afterAll, afterEach, beforeEach, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, stateOf } from "@/lib/checkout/testing";
import { CREDITED, paidUnseen } from "@/lib/inbox/testing/paid-unseen";
import { forgetEnv } from "@/lib/platform/env";
import { useEmulator } from "@/lib/stripe/testing";
import { GET } from "./route";

useTestDatabase();
useEmulator();
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const SECRET = "a-cron-secret-of-sixteen-or-more";
const call = (secret: string) =>
  GET(new Request("http://localhost/api/cron/sweep", { headers: { authorization: `Bearer ${secret}` } }));

beforeEach(() => {
  process.env.CRON_SECRET = SECRET;
  forgetEnv();
});
afterEach(() => {
  delete process.env.CRON_SECRET;
  forgetEnv();
});

it("401: does nothing for who does not know the secret", async () => {
  expect((await call("guess")).status).toBe(401);
  expect(await sql()`select 1 from event_sweeps`).toEqual([]);
});

it("200: fetches what was never delivered, and says what it found", async () => {
  const { order } = await paidUnseen();
  const answer = await call(SECRET);
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(await answer.json()).toMatchObject({
    livemode: false,
    failed: 0,
    gap: null,
    trouble: null,
    trimmed: 0,
  });
  expect(await stateOf(order)).toEqual(CREDITED);
});
