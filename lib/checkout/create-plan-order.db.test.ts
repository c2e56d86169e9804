import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { stripe } from "@/lib/stripe/client";
import { breakCalls, useEmulator } from "@/lib/stripe/testing";
import { advance, newSubscriber, subscribe } from "@/lib/subscriptions/testing/subscribers";
import { applyPromotionCode } from "./apply-promotion-code";
import { createOrder } from "./create-order";
import { createPlanOrder } from "./create-plan-order";
import { getOrderView } from "./get-order-view";
import { brokenPromises, newWallet } from "./testing";
import { absorbNow, newPromotionCode } from "./testing/plans";
import { markOfAddress } from "./trial-marks";

useTestDatabase();
useEmulator();
beforeAll(async () => {
  await setUpCatalog();
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const SCALE = { planId: "scale", interval: "month", currency: "usd" };
const PRO = { ...SCALE, planId: "pro" };

async function order(walletId: string, wanted: object = {}) {
  return createPlanOrder({ walletId, ...SCALE, ...wanted });
}

async function viewOf(walletId: string, made: Awaited<ReturnType<typeof createPlanOrder>>) {
  if (!made.ok) throw new Error(made.refusal);
  return getOrderView(walletId, made.orderId);
}

describe("ordering a plan", () => {
  it("pins price, credits and what is due, and begins nothing at Stripe", async () => {
    const walletId = await newWallet();
    const made = await order(walletId, { interval: "year", currency: "jpy" });
    expect(await viewOf(walletId, made)).toMatchObject({
      kind: "plan",
      item: "scale",
      currency: "jpy",
      amountMinor: 148_500,
      credits: 48_000,
      progress: "open",
      plan: {
        plan: "scale",
        interval: "year",
        trialDays: 0,
        dueMinor: 148_500,
        renewalMinor: 148_500,
        discount: null,
      },
    });
    expect((await stripe().subscriptions.list({ status: "all" })).data).toEqual([]);
  });

  it("twice, in two tabs, or at once, is one order; another interval or currency is another", async () => {
    const walletId = await newWallet();
    const made = await Promise.all([order(walletId), order(walletId), order(walletId)]);
    const ids = made.map((one) => (one.ok ? one.orderId : one.refusal));
    expect(new Set(ids).size).toBe(1);
    expect(made.filter((one) => one.ok && one.created)).toHaveLength(1);
    for (const other of [{ interval: "year" }, { currency: "eur" }])
      expect(await order(walletId, other)).toMatchObject({ ok: true, created: true });
  });

  it("is never mixed up with an order of the pack of the same name", async () => {
    const walletId = await newWallet();
    const pack = await createOrder({ walletId, packId: "scale", currency: "usd" });
    const plan = await order(walletId);
    expect(pack).not.toMatchObject({ orderId: plan.ok && plan.orderId });
    expect(await viewOf(walletId, plan)).toMatchObject({ kind: "plan" });
  });

  it("offers the trial of the plan, which costs nothing now", async () => {
    const walletId = await newWallet();
    expect(await viewOf(walletId, await order(walletId, PRO))).toMatchObject({
      amountMinor: 2900,
      plan: { trialDays: 7, trialCredits: 100, dueMinor: 0, renewalMinor: 2900 },
    });
  });

  it("is refused by the name of the first broken rule", async () => {
    const walletId = await newWallet();
    const cases = [
      [{ planId: "gold", interval: "day" }, "unknown_plan"],
      [{ interval: "day", currency: "xxx" }, "unknown_interval"],
      [{ currency: "xxx" }, "unknown_currency"],
      [{ promotionCode: "NOPE" }, "promotion_code_unknown"],
      [{ promotionCode: "no such code!" }, "promotion_code_unknown"],
    ] as const;
    for (const [wanted, refusal] of cases)
      expect(await order(walletId, wanted)).toEqual({ ok: false, refusal });
  });

  it("is refused while Stripe does not say the price", async () => {
    await breakCalls({ path: "/v1/prices", method: "GET", action: "fail", count: 3 });
    const walletId = await newWallet();
    expect(await order(walletId, { currency: "cny" })).toMatchObject({ refusal: "stripe_unavailable" });
  });

  it("is refused to who has a plan, in whatever state, and open again when it ended", async () => {
    const person = await newSubscriber();
    const { id } = await subscribe(person, "topup_starter_month_usd");
    await absorbNow(id);
    expect(await order(person.walletId)).toEqual({ ok: false, refusal: "plan_already_live" });
    await stripe().subscriptions.cancel(id);
    await absorbNow(id);
    expect(await order(person.walletId)).toMatchObject({ ok: true });
  });

  it("has no trial for who had one", async () => {
    const person = await newSubscriber();
    const { id } = await subscribe(person, "topup_pro_month_usd", { trial_period_days: 7 });
    await absorbNow(id);
    await advance(person, 3600);
    await stripe().subscriptions.cancel(id);
    await absorbNow(id);
    expect(await viewOf(person.walletId, await order(person.walletId, PRO))).toMatchObject({
      plan: { trialDays: 0, trialCredits: 0, dueMinor: 2900 },
    });
  });

  it("has no end of open orders", async () => {
    const walletId = await newWallet();
    await sql()`
      insert into orders (wallet_id, id, kind, item, currency, amount_minor, credits, validity_months, livemode)
      select ${walletId}, gen_random_uuid(), 'pack', 'starter', 'usd', n, 1, 12, false from generate_series(1, 20) n`;
    expect(await order(walletId)).toEqual({ ok: false, refusal: "too_many_open_orders" });
  });

  it("at a price that gave its key to another of the same amount is another order, at the new one", async () => {
    const walletId = await newWallet();
    const first = await order(walletId, { planId: "starter", currency: "cny" });
    await sql()`update orders set stripe_price_id = 'price_old' where id = ${first.ok ? first.orderId : ""}`;
    expect(await order(walletId, { planId: "starter", currency: "cny" })).toMatchObject({ created: true });
    expect(await viewOf(walletId, first)).toMatchObject({ progress: "canceled" });
  });
});

describe("a promotion code on an order", () => {
  it("is taken off what is due now and, when it lasts, of what comes next", async () => {
    const walletId = await newWallet();
    const code = await newPromotionCode({ percent_off: 25, duration: "repeating", duration_in_months: 3 });
    const made = await order(walletId, { promotionCode: code.toLowerCase() });
    expect(await viewOf(walletId, made)).toMatchObject({
      amountMinor: 9900,
      plan: {
        dueMinor: 7425,
        renewalMinor: 7425,
        discount: { code, percentOff: 25, amountOffMinor: null, duration: "repeating", durationMonths: 3 },
      },
    });
  });

  it("can be put on, changed and taken off, and each time the order says what is due", async () => {
    const walletId = await newWallet();
    const made = await order(walletId);
    if (!made.ok) throw new Error(made.refusal);
    const { orderId } = made;
    const half = await newPromotionCode({ percent_off: 50, duration: "once" });
    const ten = await newPromotionCode({ amount_off: 1000, currency: "usd", duration: "forever" });
    const steps = [
      [half, 4950, 9900],
      [half, 4950, 9900],
      [ten, 8900, 8900],
      [null, 9900, 9900],
    ] as const;
    for (const [code, dueMinor, renewalMinor] of steps) {
      expect(await applyPromotionCode({ walletId, orderId, code })).toEqual({ ok: true });
      expect(await viewOf(walletId, made)).toMatchObject({ plan: { dueMinor, renewalMinor } });
    }
    expect(await order(walletId, { promotionCode: ten })).toMatchObject({ ok: true, created: false });
    expect(await viewOf(walletId, made)).toMatchObject({ plan: { dueMinor: 8900 } });
  });

  it("is refused by name, and the order stays as it was", async () => {
    const walletId = await newWallet();
    const made = await order(walletId);
    if (!made.ok) throw new Error(made.refusal);
    const off = { percent_off: 10, duration: "once" } as const;
    const used = await newPromotionCode(off, { max_redemptions: 1 });
    const person = await newSubscriber();
    const [promotion] = (await stripe().promotionCodes.list({ code: used })).data;
    await subscribe(person, "topup_starter_month_usd", {
      discounts: [{ promotion_code: promotion?.id ?? "" }],
    });
    const dead = await newPromotionCode(off);
    const [toStop] = (await stripe().promotionCodes.list({ code: dead })).data;
    await stripe().promotionCodes.update(toStop?.id ?? "", { active: false });
    const ofOther = await newPromotionCode(off, { customer: person.customerId });
    const euros = await newPromotionCode({ amount_off: 500, currency: "eur", duration: "once" });
    const forStarter = await newPromotionCode({ ...off, applies_to: { products: ["topup_plan_starter"] } });
    const forMore = await newPromotionCode(off, {
      restrictions: { minimum_amount: 10_000, minimum_amount_currency: "usd" },
    });
    const cases = [
      [used, "promotion_code_used_up"],
      [dead, "promotion_code_expired"],
      [ofOther, "promotion_code_unknown"],
      [euros, "promotion_code_not_for_this"],
      [forStarter, "promotion_code_not_for_this"],
      [forMore, "promotion_code_not_for_this"],
    ] as const;
    for (const [code, refusal] of cases)
      expect(await applyPromotionCode({ walletId, orderId: made.orderId, code })).toEqual({
        ok: false,
        refusal,
      });
    expect(await viewOf(walletId, made)).toMatchObject({ plan: { dueMinor: 9900, discount: null } });
  });

  it("is not put on somebody else's order, nor on a pack", async () => {
    const walletId = await newWallet();
    const code = await newPromotionCode({ percent_off: 10, duration: "once" });
    const made = await order(walletId);
    const orderId = made.ok ? made.orderId : "";
    const stranger = await newWallet();
    expect(await applyPromotionCode({ walletId: stranger, orderId, code })).toMatchObject({
      refusal: "order_not_found",
    });
    const pack = await createOrder({ walletId, packId: "starter", currency: "usd" });
    expect(await applyPromotionCode({ walletId, orderId: pack.ok ? pack.orderId : "", code })).toMatchObject({
      refusal: "promotion_code_not_for_this",
    });
  });
});

it("an address leaves a mark that is the same for the same person and shows nothing of it", () => {
  expect(markOfAddress("Ann+1@example.com")).toBe(markOfAddress("ann@example.com"));
  expect(markOfAddress("ann@example.com")).not.toBe(markOfAddress("bob@example.com"));
  expect(markOfAddress("ann@example.com")).toMatch(/^email:[A-Za-z0-9_-]{43}$/);
});
