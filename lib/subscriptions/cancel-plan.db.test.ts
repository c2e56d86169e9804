import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises } from "@/lib/checkout/testing";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { stripe } from "@/lib/stripe/client";
import { breakCalls, useEmulator } from "@/lib/stripe/testing";
import { cancelPlan } from "./cancel-plan";
import { resumePlan } from "./resume-plan";
import { accept, chargesOf, creditsOf, DAY, holderOf, look, payBy, quoteFor } from "./testing/changing";
import { advance } from "./testing/subscribers";

useTestDatabase();
useEmulator();
beforeAll(async () => {
  await setUpCatalog();
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const PRO = "topup_pro_month_usd";
const why = { feedback: "too_expensive" as const, comment: "more than I use" };
const cancel = ({ walletId }: { walletId: string }) => cancelPlan({ walletId, ...why });

describe("a canceled plan", () => {
  it("goes on until what is paid for ends, keeps its credits, and is not charged again", async () => {
    const holder = await holderOf(PRO, { days: 4 });
    const end = (await look(holder))?.periodEnd ?? "";
    expect(await cancel(holder)).toEqual({ ok: true, endsAt: end });
    expect(await look(holder)).toMatchObject({ status: "active", cancelAt: end });
    const { cancellation_details: told } = await stripe().subscriptions.retrieve(holder.subscriptionId);
    expect(told).toMatchObject(why);
    expect(await cancel(holder)).toEqual({ ok: false, refusal: "already_canceled" });
    await advance(holder, 35 * DAY);
    expect(await look(holder)).toMatchObject({ status: "canceled" });
    expect(await chargesOf(holder)).toEqual([2900]);
    expect(await creditsOf(holder)).toBe(1000);
    expect(await resumePlan(holder.walletId)).toEqual({ ok: false, refusal: "no_plan" });
  });

  it("that is taken up again is charged as before, however often somebody changes their mind", async () => {
    const holder = await holderOf(PRO, { days: 4 });
    for (const _time of [1, 2, 3]) {
      expect(await cancel(holder)).toMatchObject({ ok: true });
      expect(await resumePlan(holder.walletId)).toEqual({ ok: true });
    }
    expect(await resumePlan(holder.walletId)).toEqual({ ok: false, refusal: "not_canceled" });
    expect(await look(holder)).toMatchObject({ cancelAt: null });
    await advance(holder, 31 * DAY);
    await look(holder);
    expect(await chargesOf(holder)).toEqual([2900, 2900]);
  });

  it("whose end was set as a date at Stripe is taken up again too", async () => {
    const holder = await holderOf(PRO);
    const cancel_at = Math.floor(Date.now() / 1000) + 20 * DAY;
    await stripe().subscriptions.update(holder.subscriptionId, { cancel_at });
    expect(await resumePlan(holder.walletId)).toEqual({ ok: true });
    expect(await look(holder)).toMatchObject({ cancelAt: null });
  });

  it("in its trial ends with the trial and costs nothing", async () => {
    const holder = await holderOf(PRO, { more: { trial_period_days: 7 } });
    await cancel(holder);
    await advance(holder, 9 * DAY);
    expect(await look(holder)).toMatchObject({ status: "canceled" });
    expect(await chargesOf(holder)).toEqual([]);
  });

  it("forgets the change that was planned, ours or made by hand", async () => {
    const holder = await holderOf("topup_scale_month_usd");
    await accept(holder, await quoteFor(holder, "pro"));
    expect(await cancel(holder)).toMatchObject({ ok: true });
    expect(await look(holder)).toMatchObject({ plan: "scale", scheduled: null });
    const other = await holderOf(PRO);
    await stripe().subscriptionSchedules.create({ from_subscription: other.subscriptionId });
    expect(await cancel(other)).toMatchObject({ ok: true });
    expect((await look(other))?.cancelAt).not.toBeNull();
  });

  it("forgets an upgrade that waits for the bank, which can not be paid any more", async () => {
    const holder = await holderOf(PRO);
    await payBy(holder, "pm_card_threeDSecure2Required");
    await accept(holder, await quoteFor(holder, "scale"));
    const open = (await look(holder))?.pending?.invoiceId ?? "";
    expect(await cancel(holder)).toMatchObject({ ok: true });
    expect(await look(holder)).toMatchObject({ pending: null });
    expect((await stripe().invoices.retrieve(open)).status).toBe("void");
  });

  it("that is overdue ends now, and what is owed is given up", async () => {
    const holder = await holderOf(PRO);
    await payBy(holder, "pm_card_chargeCustomerFail");
    await advance(holder, 32 * DAY);
    expect((await look(holder))?.status).toBe("past_due");
    expect(await cancel(holder)).toEqual({ ok: true, endsAt: null });
    expect(await look(holder)).toMatchObject({ status: "canceled" });
    const { data } = await stripe().invoices.list({ customer: holder.customerId, status: "open" });
    expect(data).toEqual([]);
    expect(await creditsOf(holder)).toBe(1000);
  });

  it("is said to be canceled only when Stripe said so", async () => {
    const holder = await holderOf(PRO);
    const path = `/v1/subscriptions/${holder.subscriptionId}`;
    await breakCalls({ method: "POST", path, action: "fail", count: 2 });
    expect(await cancel(holder)).toEqual({ ok: false, refusal: "stripe_unavailable" });
    expect((await look(holder))?.cancelAt).toBeNull();
    await breakCalls({ method: "POST", path, action: "reset", when: "after", count: 2 });
    expect(await cancel(holder)).toEqual({ ok: false, refusal: "stripe_unavailable" });
    expect(await cancel(holder)).toEqual({ ok: false, refusal: "already_canceled" });
  });
});
