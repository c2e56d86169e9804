import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises } from "@/lib/checkout/testing";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { stripe } from "@/lib/stripe/client";
import { breakCalls, useEmulator } from "@/lib/stripe/testing";
import { continuePlanChange } from "./continue-plan-change";
import { quotePlanChange } from "./quote-plan-change";
import {
  accept,
  chargesOf,
  creditsOf,
  DAY,
  expectUntouched,
  holderOf,
  look,
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

describe("an upgrade", () => {
  it("charges and credits exactly what its quote said, to the minor unit, also minutes later", async () => {
    const holder = await holderOf(STARTER, { days: 11 });
    const quote = await quoteFor(holder, "scale");
    expect(quote).toMatchObject({ timing: "now", restarts: false, renewalMinor: 9900, periodCredits: 4000 });
    expect(quote.dueMinor).toBe(quote.chargeMinor - quote.creditMinor);
    await advance(holder, 500);
    expect(await accept(holder, quote)).toEqual({ outcome: "changed" });
    expect(await chargesOf(holder)).toEqual([900, quote.dueMinor]);
    expect(await creditsOf(holder)).toBe(250 + quote.creditsNow);
    expect(await look(holder)).toMatchObject({ plan: "scale", pending: null });
  });

  it("on the last day brings next to nothing for next to nothing, whatever was spent before", async () => {
    const holder = await holderOf(STARTER);
    const end = Date.parse((await look(holder))?.periodEnd ?? "");
    await advance(holder, Math.floor(end / 1000 - Date.now() / 1000) - DAY / 2);
    const quote = await quoteFor(holder, "scale");
    expect(quote.creditsNow).toBeLessThan(70);
    expect(quote.dueMinor).toBeLessThan(170);
    await accept(holder, quote);
    expect(await creditsOf(holder)).toBe(250 + quote.creditsNow);
    expect(await chargesOf(holder)).toEqual([900, quote.dueMinor]);
  });

  it("from monthly to yearly begins its year now, and makes up for the month that was paid", async () => {
    const holder = await holderOf("topup_pro_month_usd", { days: 10 });
    const quote = await quoteFor(holder, "pro", "year");
    expect(quote).toMatchObject({ timing: "now", restarts: true, chargeMinor: 29_000, renewalMinor: 29_000 });
    expect(Date.parse(quote.renewalAt) - Date.now()).toBeGreaterThan(370 * DAY * 1000);
    expect(await accept(holder, quote)).toEqual({ outcome: "changed" });
    expect(await chargesOf(holder)).toEqual([2900, 29_000 - quote.creditMinor]);
    expect(await creditsOf(holder)).toBe(1000 + quote.creditsNow);
    expect(quote.creditsNow).toBeLessThan(12_000);
  });

  it("uses the money that Stripe keeps for the customer, and says so; a discount goes on", async () => {
    const half = await stripe().coupons.create({ percent_off: 50, duration: "forever" });
    const holder = await holderOf(STARTER, { days: 3, more: { discounts: [{ coupon: half.id }] } });
    await stripe().customers.createBalanceTransaction(holder.customerId, { amount: -700, currency: "usd" });
    const quote = await quoteFor(holder, "pro");
    expect(quote).toMatchObject({ balanceUsedMinor: 700, renewalMinor: 1450 });
    expect(quote.chargeMinor - quote.creditMinor - 700).toBe(quote.dueMinor);
    await accept(holder, quote);
    expect(await chargesOf(holder)).toEqual([450, quote.dueMinor]);
    expect(await creditsOf(holder)).toBe(250 + quote.creditsNow);
  });

  it("after an upgrade is quoted from what was really paid, and each brings what it said", async () => {
    const holder = await holderOf(STARTER, { days: 5 });
    const first = await quoteFor(holder, "pro");
    await accept(holder, first);
    await advance(holder, 4 * DAY);
    const second = await quoteFor(holder, "scale");
    await accept(holder, second);
    expect(await chargesOf(holder)).toEqual([900, first.dueMinor, second.dueMinor]);
    expect(await creditsOf(holder)).toBe(250 + first.creditsNow + second.creditsNow);
    expect(first.creditsNow + second.creditsNow).toBeLessThan(4000 - 250);
  });

  it("of several at once, as a hand made it, keeps their number", async () => {
    const [price] = (await stripe().prices.list({ lookup_keys: [STARTER] })).data;
    const items = [{ price: price?.id ?? "", quantity: 3 }];
    const holder = await holderOf(STARTER, { days: 5, more: { items } });
    const quote = await quoteFor(holder, "pro");
    expect(quote).toMatchObject({ periodCredits: 3000, renewalMinor: 3 * 2900 });
    await accept(holder, quote);
    expect(await chargesOf(holder)).toEqual([2700, quote.dueMinor]);
    expect(await creditsOf(holder)).toBe(750 + quote.creditsNow);
    expect(await look(holder)).toMatchObject({ plan: "pro", credits: 3000 });
  });

  it("that a coupon makes free is done without a charge, and brings nothing before its renewal", async () => {
    const free = await stripe().coupons.create({ percent_off: 100, duration: "forever" });
    const holder = await holderOf(STARTER, { days: 5, more: { discounts: [{ coupon: free.id }] } });
    const quote = await quoteFor(holder, "pro");
    expect(quote).toMatchObject({ dueMinor: 0, creditsNow: 0, renewalMinor: 0 });
    expect(await accept(holder, quote)).toEqual({ outcome: "changed" });
    expect(await chargesOf(holder)).toEqual([]);
    expect(await creditsOf(holder)).toBe(250);
  });

  it("of a plan in yen is quoted and charged in whole yen", async () => {
    const holder = await holderOf("topup_starter_month_jpy", { days: 9 });
    const quote = await quoteFor(holder, "pro");
    await accept(holder, quote);
    expect(quote.currency).toBe("jpy");
    expect(await chargesOf(holder)).toEqual([1350, quote.dueMinor]);
  });
});

describe("a quote", () => {
  it("is the same for who asks again, and changes nothing at Stripe", async () => {
    const holder = await holderOf(STARTER, { days: 2 });
    const first = await quoteFor(holder, "pro");
    expect(await quoteFor(holder, "pro")).toEqual(first);
    await expectUntouched(holder, "starter", [900], 250);
  });

  it("accepted again, also from two tabs at once, gives the same answer and charges once", async () => {
    const holder = await holderOf(STARTER, { days: 5 });
    const quote = await quoteFor(holder, "pro");
    const answers = await Promise.all([accept(holder, quote), accept(holder, quote), accept(holder, quote)]);
    for (const answer of answers)
      if (answer.outcome === "refused") expect(answer.refusal).toBe("change_in_progress");
    expect(answers).toContainEqual({ outcome: "changed" });
    expect(await accept(holder, quote)).toEqual({ outcome: "changed" });
    expect(await chargesOf(holder)).toEqual([900, quote.dueMinor]);
  });

  it("beside another: of two that are accepted at once one is carried out, the other is overtaken", async () => {
    const holder = await holderOf(STARTER, { days: 5 });
    const [pro, scale] = [await quoteFor(holder, "pro"), await quoteFor(holder, "scale")];
    await Promise.all([accept(holder, pro), accept(holder, scale)]);
    const later = [await accept(holder, pro), await accept(holder, scale)];
    expect(later.filter(({ outcome }) => outcome === "changed")).toHaveLength(1);
    expect(later).toContainEqual({ outcome: "refused", refusal: "quote_overtaken", payment: null });
    expect(await chargesOf(holder)).toHaveLength(2);
  });

  it("of another wallet is as unknown as none", async () => {
    const [holder, other] = [await holderOf(STARTER), await holderOf(STARTER)];
    const quote = await quoteFor(holder, "pro");
    const unknown = { outcome: "refused", refusal: "quote_not_found", payment: null };
    expect(await accept(other, quote)).toEqual(unknown);
    expect(await accept(holder, { id: "' or 1=1" })).toEqual(unknown);
  });

  it("whose time is up is refused, and nothing is charged", async () => {
    const holder = await holderOf(STARTER, { days: 4 });
    const quote = await quoteFor(holder, "pro");
    await sql()`update plan_quotes set expires_at = now() - interval '1 second' where id = ${quote.id}`;
    expect(await accept(holder, quote)).toMatchObject({ refusal: "quote_expired" });
    await expectUntouched(holder, "starter", [900], 250);
  });

  it.each([
    [
      "a renewal",
      (holder: { clockId: string; walletId: string; customerId: string }) => advance(holder, 29 * DAY),
    ],
    [
      "money that was put on the balance",
      (holder: { customerId: string }) =>
        stripe().customers.createBalanceTransaction(holder.customerId, { amount: -100, currency: "usd" }),
    ],
    [
      "a coupon",
      async (holder: { subscriptionId: string }) => {
        const { id } = await stripe().coupons.create({ percent_off: 10, duration: "forever" });
        return stripe().subscriptions.update(holder.subscriptionId, { discounts: [{ coupon: id }] });
      },
    ],
    [
      "a cancellation",
      (holder: { subscriptionId: string }) =>
        stripe().subscriptions.update(holder.subscriptionId, { cancel_at_period_end: true }),
    ],
  ])("is overtaken by %s, and nothing is charged for it", async (_what, happens) => {
    const holder = await holderOf(STARTER, { days: 4 });
    const quote = await quoteFor(holder, "pro");
    await happens(holder);
    const before = await chargesOf(holder);
    expect(await accept(holder, quote)).toMatchObject({ refusal: "quote_overtaken" });
    expect(await chargesOf(holder)).toEqual(before);
    expect(await look(holder)).toMatchObject({ plan: "starter" });
    expect((await quotePlanChange({ ...holder, planId: "pro", interval: "month" })).ok).toBe(
      _what !== "a cancellation",
    );
  });
});

describe("when Stripe does not answer", () => {
  it("after it changed the plan, the next try finds the change and charges nothing more", async () => {
    const holder = await holderOf(STARTER, { days: 6 });
    const quote = await quoteFor(holder, "pro");
    const path = `/v1/subscriptions/${holder.subscriptionId}`;
    await breakCalls({ method: "POST", path, action: "reset", when: "after", count: 3 });
    expect(await accept(holder, quote)).toMatchObject({ refusal: "stripe_unavailable" });
    expect(await accept(holder, quote)).toEqual({ outcome: "changed" });
    expect(await chargesOf(holder)).toEqual([900, quote.dueMinor]);
    expect(await creditsOf(holder)).toBe(250 + quote.creditsNow);
  });

  it("before it changed anything, the same quote can be accepted again", async () => {
    const holder = await holderOf(STARTER, { days: 6 });
    const quote = await quoteFor(holder, "pro");
    const path = `/v1/subscriptions/${holder.subscriptionId}`;
    await breakCalls({ method: "POST", path, action: "fail", status: 503, count: 2 });
    expect(await accept(holder, quote)).toMatchObject({ refusal: "stripe_unavailable" });
    expect(await accept(holder, quote)).toEqual({ outcome: "changed" });
    expect(await chargesOf(holder)).toEqual([900, quote.dueMinor]);
  });

  it("to the question what it would cost, no quote is made up", async () => {
    const holder = await holderOf(STARTER, { days: 6 });
    await breakCalls({ path: "/v1/invoices/create_preview", action: "fail", count: 3 });
    expect(await quotePlanChange({ ...holder, planId: "pro", interval: "month" })).toEqual({
      ...{ ok: false, refusal: "stripe_unavailable" },
    });
  });
});

describe("a payment that does not come at once", () => {
  it("by a refused card leaves the plan as it was, with the reason, and another card can pay a new quote", async () => {
    const holder = await holderOf(STARTER, { days: 5 });
    await payBy(holder, "pm_card_chargeCustomerFail");
    const quote = await quoteFor(holder, "pro");
    expect(await accept(holder, quote)).toMatchObject({
      ...{ outcome: "refused", refusal: "card_declined", payment: { code: "card_declined" } },
    });
    await expectUntouched(holder, "starter", [900], 250);
    expect(await accept(holder, quote)).toMatchObject({ refusal: "quote_overtaken" });
    await payBy(holder, "pm_card_visa");
    const again = await quoteFor(holder, "pro");
    expect(await accept(holder, again)).toEqual({ outcome: "changed" });
    expect(await chargesOf(holder)).toEqual([900, again.dueMinor]);
  });

  it("that the bank wants to see waits, brings nothing, and blocks other changes until it is dropped", async () => {
    const holder = await holderOf(STARTER, { days: 5 });
    await payBy(holder, "pm_card_threeDSecure2Required");
    const quote = await quoteFor(holder, "pro");
    const answer = await accept(holder, quote);
    expect(answer).toMatchObject({ outcome: "waiting", clientSecret: expect.stringMatching(/^pi_/) });
    expect(await accept(holder, quote)).toEqual(answer);
    expect(await continuePlanChange(holder.walletId)).toEqual(answer);
    expect(await creditsOf(holder)).toBe(250);
    expect(await look(holder)).toMatchObject({ plan: "starter", pending: { terms: { plan: "pro" } } });
    const scale = await quotePlanChange({ ...holder, planId: "scale", interval: "month" });
    expect(scale).toEqual({ ok: false, refusal: "change_pending" });
    expect(await undoPlanChange(holder.walletId)).toEqual({ ok: true });
    await expectUntouched(holder, "starter", [900], 250);
    expect(await continuePlanChange(holder.walletId)).toBeNull();
  });

  it("that the bank is never asked for lapses within a day, and costs nothing", async () => {
    const holder = await holderOf(STARTER, { days: 5 });
    await payBy(holder, "pm_card_threeDSecure2Required");
    await accept(holder, await quoteFor(holder, "pro"));
    await advance(holder, DAY);
    await expectUntouched(holder, "starter", [900], 250);
    expect(await quotePlanChange({ ...holder, planId: "pro", interval: "month" })).toMatchObject({
      ok: true,
    });
  });
});
