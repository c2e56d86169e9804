import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises } from "@/lib/checkout/testing";
import { addMonths } from "@/lib/platform/add-months";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { useEmulator } from "@/lib/stripe/testing";
import { cancelPlan } from "./cancel-plan";
import { pausePlan, unpausePlan } from "./pause-plan";
import { quotePlanChange } from "./quote-plan-change";
import { chargesOf, creditsOf, DAY, holderOf, look, type PlanHolder } from "./testing/changing";
import { advance } from "./testing/subscribers";

useTestDatabase();
useEmulator();
beforeAll(async () => {
  await setUpCatalog();
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const PRO = "topup_pro_month_usd";

/** Lives on until so many hours after a date. */
async function liveUntil(holder: PlanHolder, from: string, hours: number): Promise<void> {
  const [now, goal] = [Date.now() / 1000, Date.parse(from) / 1000 + hours * 3600];
  const lived = goal - now;
  for (let left = lived; left > 0; left -= 27 * DAY)
    await advance(holder, Math.ceil(Math.min(left, 27 * DAY)));
  await look(holder);
}

describe("a paused plan", () => {
  it("skips as many renewals as it was told, without a charge or credits, and is charged again then", async () => {
    const holder = await holderOf(PRO);
    const start = (await look(holder))?.periodStart ?? "";
    const again = addMonths(new Date(start), 3).toISOString();
    expect(await pausePlan(holder.walletId, 2)).toEqual({ ok: true, chargedAgainAt: again });
    expect(await look(holder)).toMatchObject({ status: "active", pause: { resumesAt: expect.any(String) } });
    await liveUntil(holder, again, -2);
    expect(await chargesOf(holder)).toEqual([2900]);
    expect(await creditsOf(holder)).toBe(1000);
    expect((await look(holder))?.pause).toBeNull();
    await advance(holder, 4 * 3600);
    await look(holder);
    expect(await chargesOf(holder)).toEqual([2900, 2900]);
    expect(await creditsOf(holder)).toBe(2000);
  });

  it("promises nothing for a month that nobody paid, also when it goes on early in that month", async () => {
    const holder = await holderOf(PRO);
    const before = await look(holder);
    const end = Date.parse(before?.periodEnd ?? "");
    expect(before?.expiresAt).toBe(before?.periodEnd);
    await pausePlan(holder.walletId, 2);
    expect((await look(holder))?.expiresAt).toBe(before?.periodEnd);
    await liveUntil(holder, before?.periodEnd ?? "", 24);
    const given = new Date(end + 2 * 3_600_000).toISOString();
    expect(await look(holder)).toMatchObject({ status: "active", expiresAt: given });
    expect(await unpausePlan(holder.walletId)).toEqual({ ok: true });
    expect(await look(holder)).toMatchObject({ status: "active", pause: null, expiresAt: given });
    await advance(holder, 31 * DAY);
    const paid = await look(holder);
    expect(await chargesOf(holder)).toEqual([2900, 2900]);
    expect(paid?.expiresAt).toBe(paid?.periodEnd);
  });

  it("that goes on early charges nothing before its next renewal, and can not rise on time nobody paid", async () => {
    const holder = await holderOf(PRO);
    const end = (await look(holder))?.periodEnd ?? "";
    await pausePlan(holder.walletId, 3);
    await liveUntil(holder, end, 24);
    expect(await unpausePlan(holder.walletId)).toEqual({ ok: true });
    expect(await unpausePlan(holder.walletId)).toEqual({ ok: false, refusal: "not_paused" });
    expect(await chargesOf(holder)).toEqual([2900]);
    const rise = await quotePlanChange({ walletId: holder.walletId, planId: "scale", interval: "month" });
    expect(rise).toEqual({ ok: false, refusal: "period_not_paid" });
    await advance(holder, 31 * DAY);
    await look(holder);
    expect(await chargesOf(holder)).toEqual([2900, 2900]);
  });

  it("can be canceled, and ends with what is paid for", async () => {
    const holder = await holderOf(PRO);
    const end = (await look(holder))?.periodEnd ?? "";
    await pausePlan(holder.walletId, 1);
    expect(await cancelPlan({ walletId: holder.walletId, feedback: null, comment: null })).toEqual({
      ...{ ok: true, endsAt: end },
    });
  });
});

describe("a plan is not paused", () => {
  it("when its policy or its rhythm does not allow it, twice, in a trial, or when it ends anyway", async () => {
    const refusalOf = async (key: string, more = {}) => {
      const answer = await pausePlan((await holderOf(key, { more })).walletId, 1);
      return answer.ok ? "paused" : answer.refusal;
    };
    expect(await refusalOf("topup_starter_month_usd")).toBe("not_pausable");
    expect(await refusalOf("topup_pro_year_usd")).toBe("not_pausable");
    expect(await refusalOf(PRO, { trial_period_days: 7 })).toBe("plan_not_active");
    const holder = await holderOf(PRO);
    await pausePlan(holder.walletId, 1);
    expect(await pausePlan(holder.walletId, 1)).toEqual({ ok: false, refusal: "already_paused" });
    const leaving = await holderOf(PRO);
    await cancelPlan({ walletId: leaving.walletId, feedback: null, comment: null });
    expect(await pausePlan(leaving.walletId, 1)).toEqual({ ok: false, refusal: "cancellation_planned" });
  });
});
