import { afterEach, expect, it } from "vitest";
import { GET } from "@/app/api/cron/reconcile/route";
import { useTestDatabase } from "@/db/testing";
import { nowMs, useClock } from "@/lib/platform/clock";
import { forgetEnv } from "@/lib/platform/env";
import { breakCalls, useEmulator } from "@/lib/stripe/testing";
import { beginRun } from "./begin-run";
import { reconcileDue } from "./keep-reconciling";
import { findLastZero, listRuns } from "./list-runs";
import { usePatience } from "./patience";

useTestDatabase();
useEmulator();
let restoreClock: (() => void) | null = null;
afterEach(() => {
  restoreClock?.();
  restoreClock = null;
  usePatience({});
});

const HOUR_MS = 3_600_000;

function later(hours: number): void {
  restoreClock?.();
  restoreClock = useClock(() => Date.now() + hours * HOUR_MS);
}

it("a server compares three days every hour and 35 every day, and not more often", async () => {
  expect(await findLastZero()).toBeNull();
  expect(await reconcileDue()).toBe(2);
  expect(await reconcileDue()).toBe(0);
  later(1.1);
  expect(await reconcileDue()).toBe(1);
  expect(await reconcileDue()).toBe(0);
  later(25);
  expect(await reconcileDue()).toBe(2);
  expect(await listRuns({ limit: 10 })).toHaveLength(5);
  expect(await findLastZero({ daysAtLeast: 35 })).toMatchObject({ days: 35 });
});

it("what stopped because Stripe was away is gone on with at the next look", async () => {
  later(50);
  usePatience({ tries: 1 });
  await breakCalls({ path: "/v1/customers", method: "GET", action: "fail", count: 6, status: 503 });
  await reconcileDue();
  const [stopped] = await listRuns({ limit: 1 });
  expect(stopped).toMatchObject({
    state: "running",
    isZero: null,
    trouble: expect.stringContaining("customers"),
  });
  await breakCalls();
  usePatience({ firstWaitMs: 1_000 });
  await reconcileDue();
  const runs = await listRuns({ limit: 10 });
  expect(runs.find(({ runId }) => runId === stopped?.runId)).toMatchObject({
    state: "finished",
    trouble: null,
  });
});

it("a schedule that knows the secret gets the report, and nobody else", async () => {
  process.env.CRON_SECRET = "a-secret-of-a-schedule";
  forgetEnv();
  const call = (authorization: string) =>
    GET(new Request("http://localhost:3000/api/cron/reconcile", { headers: { authorization } }));
  expect((await call("Bearer wrong")).status).toBe(401);
  const answer = await call("Bearer a-secret-of-a-schedule");
  expect(await answer.json()).toMatchObject({ ok: true, days: 3, state: "finished" });
});

it("what was compared while our clock was a year ahead says nothing once it is right, and is done again", async () => {
  later(365 * 24);
  expect(await reconcileDue()).toBe(2);
  await beginRun({ livemode: false, days: 3, graceMs: 600_000 }, "customers");
  later(100);
  const zero = await findLastZero();
  expect(Date.parse(zero?.until ?? "")).toBeLessThan(nowMs());
  expect(await reconcileDue()).toBe(2);
  expect(await reconcileDue()).toBe(0);
});
