import { afterEach, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { setUpEmulator } from "@/lib/admin/set-up-emulator";
import { nowMs, useClock } from "@/lib/platform/clock";
import { forgetEnv } from "@/lib/platform/env";
import { stripe } from "@/lib/stripe/client";
import { breakCalls, useEmulator } from "@/lib/stripe/testing";
import { findPlanPrice } from "./find-plan-price";

useTestDatabase();
useEmulator();

const HALF_A_MINUTE_MS = 30_000;
let restoreClock: (() => void) | null = null;
afterEach(() => {
  restoreClock?.();
  restoreClock = null;
});

describe("the price of a plan", () => {
  it("is missing by name while the plans are not set up", async () => {
    const answer = await findPlanPrice("pro", "month", "usd");
    expect(answer).toMatchObject({ ok: false, trouble: { kind: "refused", code: "resource_missing" } });
  });

  it("is there once a server has started with the emulator, again and again the same", async () => {
    expect(await setUpEmulator()).toBe(true);
    const before = await stripe().prices.list({ limit: 100 });
    expect(await setUpEmulator()).toBe(true);
    expect((await stripe().prices.list({ limit: 100 })).data).toEqual(before.data);
    expect(await findPlanPrice("pro", "year", "jpy")).toMatchObject({
      value: { plan: "pro", interval: "year", currency: "jpy", amountMinor: 43_500, credits: 12_000 },
    });
  });

  it("is asked for once in half a minute, and what took its lookup key over is found after it", async () => {
    const start = nowMs();
    restoreClock = useClock(() => start);
    const first = await findPlanPrice("pro", "month", "usd");
    await breakCalls({ path: "/v1/prices", method: "GET", action: "fail", count: 3 });
    expect(await findPlanPrice("pro", "month", "usd")).toEqual(first);
    await breakCalls();
    const dearer = await stripe().prices.create({
      product: "topup_plan_pro",
      currency: "usd",
      unit_amount: 3500,
      recurring: { interval: "month" },
      lookup_key: "topup_pro_month_usd",
      transfer_lookup_key: true,
      metadata: {
        topup_plan: "pro",
        topup_credits: "1000",
        topup_rollover: "none",
        topup_trial_credits: "0",
      },
    });
    expect(await findPlanPrice("pro", "month", "usd")).toEqual(first);
    restoreClock();
    restoreClock = useClock(() => start + HALF_A_MINUTE_MS + 1);
    expect(await findPlanPrice("pro", "month", "usd")).toMatchObject({
      value: { priceId: dearer.id, amountMinor: 3500 },
    });
  });

  it("is not set up, and that is said, where no emulator answers", async () => {
    const base = process.env.STRIPE_API_BASE;
    process.env.STRIPE_API_BASE = "http://127.0.0.1:9";
    forgetEnv();
    expect(await setUpEmulator({ patienceMs: 0 })).toBe(false);
    process.env.STRIPE_API_BASE = base;
    forgetEnv();
  });
});
