import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, newWallet } from "@/lib/checkout/testing";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { stripe } from "@/lib/stripe/client";
import { breakCalls, useEmulator } from "@/lib/stripe/testing";
import { cancelPlan } from "./cancel-plan";
import { pausePlan } from "./pause-plan";
import { quotePlanChange } from "./quote-plan-change";
import {
  accept,
  chargesOf,
  creditsOf,
  DAY,
  holderOf,
  look,
  type PlanHolder,
  payBy,
  quoteFor,
} from "./testing/changing";
import { advance } from "./testing/subscribers";
import { undoPlanChange } from "./undo-plan-change";

useTestDatabase();
useEmulator();
beforeAll(async () => {
  await setUpCatalog();
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const STARTER = "topup_starter_month_usd";
const PRO = "topup_pro_month_usd";
const SCALE = "topup_scale_month_usd";
const HOUR = 3600;

const refusalOf = async (
  { walletId }: { walletId: string },
  planId = "pro",
  interval = "month",
  currency?: string,
) => {
  const answer = await quotePlanChange({ walletId, planId, interval, ...(currency ? { currency } : {}) });
  return answer.ok ? "quoted" : answer.refusal;
};

describe("a downgrade", () => {
  it("costs and changes nothing now, happens when the period ends, and is charged then", async () => {
    const holder = await holderOf(SCALE, { days: 12 });
    const quote = await quoteFor(holder, "starter");
    const before = await look(holder);
    expect(quote).toMatchObject({ timing: "period_end", dueMinor: 0, creditsNow: 0, renewalMinor: 900 });
    expect(quote.renewalAt).toBe(before?.periodEnd);
    expect(await accept(holder, quote)).toEqual({ outcome: "scheduled" });
    expect(await accept(holder, quote)).toEqual({ outcome: "scheduled" });
    expect(await look(holder)).toMatchObject({
      plan: "scale",
      scheduled: { at: quote.renewalAt, isOurs: true, terms: { plan: "starter", amountMinor: 900 } },
    });
    expect(await chargesOf(holder)).toEqual([9900]);
    await advance(holder, 31 * DAY);
    expect(await look(holder)).toMatchObject({ plan: "starter" });
    expect(await chargesOf(holder)).toEqual([9900, 900]);
    expect(await creditsOf(holder)).toBe(4000 + 250);
    await advance(holder, 31 * DAY);
    expect(await look(holder)).toMatchObject({ plan: "starter", scheduled: null });
    expect(await chargesOf(holder)).toEqual([9900, 900, 900]);
  });

  it("is undone without a trace, and can be made again; meanwhile another change is refused by name", async () => {
    const holder = await holderOf(SCALE, { days: 12 });
    await accept(holder, await quoteFor(holder, "starter"));
    expect(await refusalOf(holder, "pro")).toBe("change_scheduled");
    expect(await undoPlanChange(holder.walletId)).toEqual({ ok: true });
    expect(await undoPlanChange(holder.walletId)).toEqual({ ok: false, refusal: "nothing_to_undo" });
    expect(await look(holder)).toMatchObject({ plan: "scale", scheduled: null });
    expect(await accept(holder, await quoteFor(holder, "pro"))).toEqual({ outcome: "scheduled" });
    expect(await look(holder)).toMatchObject({ scheduled: { terms: { plan: "pro" } } });
  });

  it("from yearly to monthly waits for the end of the year, at the full monthly price", async () => {
    const holder = await holderOf("topup_pro_year_usd", { days: 12 });
    const quote = await quoteFor(holder, "scale");
    expect(quote).toMatchObject({ timing: "period_end", renewalMinor: 9900, periodCredits: 4000 });
    await accept(holder, quote);
    const { data } = await stripe().invoices.list({ customer: holder.customerId });
    expect(data).toHaveLength(1);
    await advance(holder, 200 * DAY);
    // With these a year is over and charged, also one of 366 days.
    await advance(holder, 154 * DAY + 2 * HOUR);
    expect(await look(holder)).toMatchObject({ plan: "scale", interval: "month" });
    expect(await chargesOf(holder)).toEqual([29_000, 9900]);
  });

  it("keeps a discount that goes on, as its quote says", async () => {
    const half = await stripe().coupons.create({ percent_off: 50, duration: "forever" });
    const holder = await holderOf(SCALE, { days: 12, more: { discounts: [{ coupon: half.id }] } });
    const quote = await quoteFor(holder, "pro");
    expect(quote.renewalMinor).toBe(1450);
    await accept(holder, quote);
    await advance(holder, 31 * DAY);
    expect(await chargesOf(holder)).toEqual([4950, 1450]);
  });

  it("that broke off between its two calls is carried out by the next try", async () => {
    const holder = await holderOf(SCALE, { days: 2 });
    const quote = await quoteFor(holder, "pro");
    await breakCalls({ method: "POST", path: "/v1/subscription_schedules/*", action: "fail", count: 2 });
    expect(await accept(holder, quote)).toMatchObject({ refusal: "stripe_unavailable" });
    expect(await look(holder)).toMatchObject({ plan: "scale", scheduled: null });
    expect(await accept(holder, quote)).toEqual({ outcome: "scheduled" });
    const { data } = await stripe().subscriptionSchedules.list({ customer: holder.customerId });
    expect(data).toHaveLength(1);
  });

  it("that broke off leaves nothing in the way of an upgrade", async () => {
    const holder = await holderOf(PRO, { days: 2 });
    await breakCalls({ method: "POST", path: "/v1/subscription_schedules/*", action: "fail", count: 2 });
    await accept(holder, await quoteFor(holder, "starter"));
    expect(await accept(holder, await quoteFor(holder, "scale"))).toEqual({ outcome: "changed" });
  });
});

describe("in a trial", () => {
  it("any change is free, keeps the trial and its credits, and what it ends in is charged then", async () => {
    const holder = await holderOf(PRO, { days: 2, more: { trial_period_days: 7 } });
    const before = await look(holder);
    const quote = await quoteFor(holder, "scale");
    expect(quote).toMatchObject({
      ...{ timing: "in_trial", dueMinor: 0, creditsNow: 0, renewalMinor: 9900, renewalAt: before?.trialEnd },
    });
    expect(await accept(holder, quote)).toEqual({ outcome: "changed" });
    expect(await look(holder)).toMatchObject({
      plan: "scale",
      status: "trialing",
      trialEnd: before?.trialEnd,
    });
    expect(await creditsOf(holder)).toBe(100);
    expect(await chargesOf(holder)).toEqual([]);
    await advance(holder, 6 * DAY);
    await look(holder);
    expect(await chargesOf(holder)).toEqual([9900]);
    expect(await creditsOf(holder)).toBe(100 + 4000);
  });
});

describe("in a trial, too,", () => {
  it("the rhythm can change, and the year is charged when the trial ends", async () => {
    const holder = await holderOf(PRO, { days: 2, more: { trial_period_days: 7 } });
    const quote = await quoteFor(holder, "pro", "year");
    expect(quote).toMatchObject({ timing: "in_trial", renewalMinor: 29_000, periodCredits: 12_000 });
    expect(await accept(holder, quote)).toEqual({ outcome: "changed" });
    await advance(holder, 6 * DAY);
    expect(await look(holder)).toMatchObject({ status: "active", interval: "year" });
    expect(await chargesOf(holder)).toEqual([29_000]);
    expect(await creditsOf(holder)).toBe(100 + 12_000);
  });
});

describe("a quote that is made", () => {
  it("leaves at least three minutes to think, and what nobody took is forgotten after a day", async () => {
    const holder = await holderOf(STARTER, { days: 2 });
    const first = await quoteFor(holder, "pro");
    await sql()`update plan_quotes set expires_at = now() + interval '2 minutes' where id = ${first.id}`;
    const second = await quoteFor(holder, "pro");
    expect(second.id).not.toBe(first.id);
    await sql()`update plan_quotes set expires_at = now() - interval '2 days' where id = ${first.id}`;
    await quoteFor(holder, "scale");
    expect(await accept(holder, first)).toMatchObject({ refusal: "quote_not_found" });
    expect(await accept(holder, second)).toEqual({ outcome: "changed" });
  });
});

describe("no quote is given", () => {
  it("for a plan, an interval or a currency that is not on sale to this person", async () => {
    const holder = await holderOf(STARTER);
    expect(await refusalOf(holder, "platinum")).toBe("unknown_plan");
    expect(await refusalOf(holder, "__proto__")).toBe("unknown_plan");
    expect(await refusalOf(holder, "pro", "week")).toBe("unknown_interval");
    expect(await refusalOf(holder, "pro", "month", "eur")).toBe("other_currency");
    expect(await refusalOf(holder, "starter")).toBe("same_plan");
    expect(await refusalOf({ walletId: await newWallet() })).toBe("no_plan");
  });

  it("to somebody who has a payment to make first", async () => {
    const holder = await holderOf(STARTER);
    await payBy(holder, "pm_card_chargeCustomerFail");
    await advance(holder, 31 * DAY + 2 * HOUR);
    expect(await refusalOf(holder)).toBe("payment_overdue");
  });

  it("while the renewal is being charged, as the time it would give back is not paid yet", async () => {
    const holder = await holderOf(STARTER);
    const end = Date.parse((await look(holder))?.periodEnd ?? "") / 1000;
    await advance(holder, Math.ceil(end - Date.now() / 1000) + 1200);
    expect((await look(holder))?.status).toBe("active");
    expect(await refusalOf(holder, "pro")).toBe("period_not_paid");
    await advance(holder, 2 * HOUR);
    expect(await refusalOf(holder, "pro")).toBe("quoted");
  });

  it("for a plan that ends, until the end is taken back, nor for one that is paused", async () => {
    const holder = await holderOf(PRO);
    await cancelPlan({ walletId: holder.walletId, feedback: null, comment: null });
    expect(await refusalOf(holder, "scale")).toBe("cancellation_planned");
    const other = await holderOf(PRO);
    await pausePlan(other.walletId, 1);
    expect(await refusalOf(other, "scale")).toBe("plan_paused");
  });

  it("beside a change that a hand planned at Stripe, which is not ours to undo either", async () => {
    const holder = await holderOf(SCALE);
    await planByHand(holder, STARTER);
    expect(await refusalOf(holder, "pro")).toBe("schedule_not_ours");
    expect(await undoPlanChange(holder.walletId)).toEqual({ ok: false, refusal: "schedule_not_ours" });
    expect(await look(holder)).toMatchObject({ scheduled: { isOurs: false, terms: { plan: "starter" } } });
  });

  it("while other charges wait for the next invoice, whose sum could not be promised", async () => {
    const holder = await holderOf(STARTER, { days: 3 });
    await stripe().invoiceItems.create({
      ...{ customer: holder.customerId, subscription: holder.subscriptionId },
      ...{ amount: 500, currency: "usd" },
    });
    expect(await refusalOf(holder, "pro")).toBe("charges_waiting");
  });
});

async function planByHand(holder: PlanHolder, lookupKey: string): Promise<void> {
  const schedule = await stripe().subscriptionSchedules.create({ from_subscription: holder.subscriptionId });
  const [phase] = schedule.phases;
  const [price] = (await stripe().prices.list({ lookup_keys: [lookupKey] })).data;
  const now = phase?.items.map((item) => ({ price: String(item.price) })) ?? [];
  await stripe().subscriptionSchedules.update(schedule.id, {
    phases: [
      { items: now, start_date: phase?.start_date ?? 0, end_date: phase?.end_date ?? 0 },
      { items: [{ price: price?.id ?? "" }], duration: { interval: "month", interval_count: 1 } },
    ],
  });
}
