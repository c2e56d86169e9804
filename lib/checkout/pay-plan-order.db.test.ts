import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { newId } from "@/lib/platform/ids";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { stripe, useStripeLimits } from "@/lib/stripe/client";
import { breakCalls, CARDS, newToken, useEmulator } from "@/lib/stripe/testing";
import { planStateOf } from "@/lib/subscriptions/testing/facts";
import { applyPromotionCode } from "./apply-promotion-code";
import { cancelOrder } from "./cancel-order";
import { getOrderView } from "./get-order-view";
import { refreshOrder } from "./refresh-order";
import { resumeOrder } from "./resume-order";
import { brokenPromises, newWallet } from "./testing";
import { answerBank, atStripe, newPlanOrder, newPromotionCode, pay, type TestOrder } from "./testing/plans";

useTestDatabase();
useEmulator();
beforeAll(async () => {
  await setUpCatalog();
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const AWAY = { outcome: "refused", refusal: "stripe_unavailable", advice: null };
const viewOf = ({ walletId, orderId }: TestOrder) => getOrderView(walletId, orderId);

/** One plan, charged once, credited once. */
async function expectStarted({ walletId, orderId }: TestOrder, charged = 900) {
  expect(await atStripe(walletId)).toEqual({ subscriptions: ["active"], charged: [charged] });
  expect(await planStateOf(walletId)).toMatchObject({
    available: 250,
    grants: 1,
    payments: 0,
    subscriptions: [{ status: "active", set_aside: null, plan: "starter" }],
  });
  expect(await getOrderView(walletId, orderId)).toMatchObject({ progress: "credited" });
}

/** Somebody makes a subscription in the Dashboard, to the first of these prices, and the card on file pays it. */
async function subscribeByHand(walletId: string, prices: Stripe.PriceListParams): Promise<void> {
  const [wallet] = await sql()<{ id: string }[]>`
    select stripe_customer_id as id from wallets where id = ${walletId}`;
  const [price] = (await stripe().prices.list(prices)).data;
  const customer = wallet?.id ?? "";
  const { id } = await stripe().paymentMethods.attach("pm_card_visa", { customer });
  const items = [{ price: price?.id ?? "" }];
  await stripe().subscriptions.create({ customer, items, default_payment_method: id });
}

async function expectNothing({ walletId }: TestOrder) {
  expect((await atStripe(walletId)).charged).toEqual([]);
  expect(await planStateOf(walletId)).toMatchObject({ available: 0, grants: 0 });
}

describe("paying for a plan", () => {
  it("charges once, begins one subscription on this card, credits at once, and shows the receipt", async () => {
    const order = await newPlanOrder();
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    await expectStarted(order);
    expect(await viewOf(order)).toMatchObject({
      plan: { plan: "starter", dueMinor: 900 },
      receipt: {
        method: "card",
        cardBrand: "visa",
        cardLast4: "4242",
        paymentIntentId: expect.stringMatching(/^pi_/),
      },
    });
    const [subscription] = (await stripe().subscriptions.list({ limit: 1 })).data;
    expect(subscription).toMatchObject({
      default_payment_method: expect.stringMatching(/^pm_/),
      metadata: { order_id: order.orderId, wallet_id: order.walletId },
    });
  });

  it("for a year, in a currency without decimals, charges that", async () => {
    const order = await newPlanOrder({ interval: "year", currency: "jpy" });
    const token = await newToken(CARDS.fine, { mode: "subscription", currency: "jpy", amount: 13_500 });
    expect(await pay(order, { token })).toEqual({ outcome: "succeeded" });
    expect(await atStripe(order.walletId)).toEqual({ subscriptions: ["active"], charged: [13_500] });
    expect(await planStateOf(order.walletId)).toMatchObject({ available: 3000 });
  });

  it("again after it was paid is refused and charges nothing", async () => {
    const order = await newPlanOrder();
    await pay(order, CARDS.fine);
    expect(await pay(order, CARDS.fine)).toMatchObject({ refusal: "order_already_paid" });
    await expectStarted(order);
  });

  it("with a refused card keeps the order, and the next card pays the same subscription", async () => {
    const order = await newPlanOrder();
    expect(await pay(order, CARDS.insufficientFunds)).toEqual({
      outcome: "refused",
      refusal: "card_declined",
      advice: "insufficient_funds",
    });
    expect(await viewOf(order)).toMatchObject({ progress: "declined", advice: "insufficient_funds" });
    await expectNothing(order);
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    await expectStarted(order);
  });

  it("of somebody else is not found", async () => {
    const order = await newPlanOrder();
    const walletId = await newWallet();
    for (const orderId of [order.orderId, newId(), "nonsense"]) {
      expect(await pay({ walletId, orderId }, CARDS.fine)).toMatchObject({ refusal: "order_not_found" });
      expect(await cancelOrder({ walletId, orderId })).toMatchObject({ refusal: "order_not_found" });
      expect(await refreshOrder({ walletId, orderId })).toBeNull();
    }
    await expectNothing(order);
  });
});

describe("3D Secure for a plan", () => {
  it("hands the browser what it needs; when completed, the order page settles", async () => {
    const order = await newPlanOrder();
    const answer = await pay(order, CARDS.threeDSecure);
    expect(answer).toMatchObject({ outcome: "requires_action", intent: "payment" });
    expect(await viewOf(order)).toMatchObject({ progress: "waiting_for_bank" });
    await expectNothing(order);
    await answerBank(answer, "complete");
    expect(await refreshOrder(order)).toMatchObject({ progress: "credited", receipt: { cardLast4: "3220" } });
    await expectStarted(order);
  });

  it("when failed, the order says so and another card pays it", async () => {
    const order = await newPlanOrder();
    await answerBank(await pay(order, CARDS.threeDSecure), "fail");
    expect(await refreshOrder(order)).toMatchObject({
      progress: "declined",
      advice: "authentication_failed",
    });
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    await expectStarted(order);
  });

  it("when left open, goes on where it was, and another card may be used instead", async () => {
    const order = await newPlanOrder();
    const answer = await pay(order, CARDS.threeDSecure);
    expect(await resumeOrder(order)).toEqual(answer);
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    expect(await resumeOrder(order)).toEqual({ outcome: "succeeded" });
    await expectStarted(order);
  });

  it("completed in another tab: the next try finds the money and charges nothing", async () => {
    const order = await newPlanOrder();
    await answerBank(await pay(order, CARDS.threeDSecure), "complete");
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    await expectStarted(order);
  });
});

describe("when Stripe does not answer for a plan", () => {
  const everyStep = [
    ["customer", "/v1/customers"],
    ["subscription", "/v1/subscriptions"],
    ["payment", "/v1/payment_intents/*"],
    ["confirmation token", "/v1/confirmation_tokens/*"],
    ["confirmation", "/v1/payment_intents/*/confirm"],
  ] as const;

  it.each(everyStep)("to the call for the %s, the next try pays", async (_step, path) => {
    for (const action of ["fail", "reset"] as const) {
      const order = await newPlanOrder();
      const token = await newToken(CARDS.fine, { mode: "subscription" });
      useStripeLimits({ retries: 0 });
      await breakCalls({ path, action, count: 4 });
      expect(await pay(order, { token })).toEqual(AWAY);
      await breakCalls();
      await expectNothing(order);
      expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
      await expectStarted(order);
    }
  });

  it.each(["reset", "fail"] as const)(
    "after it made the subscription (%s), the next try finds it and makes no second one",
    async (action) => {
      const order = await newPlanOrder();
      useStripeLimits({ retries: 0 });
      await breakCalls({ path: "/v1/subscriptions", method: "POST", action, when: "after", count: 4 });
      expect(await pay(order, CARDS.fine)).toEqual(AWAY);
      await breakCalls();
      // The first answer under the key is a stored 500 in one case: it is looked for, then.
      const again = await pay(order, CARDS.fine);
      if (again.outcome === "refused") expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
      await expectStarted(order);
    },
  );

  it("after it took the money, the order page finds it", async () => {
    const order = await newPlanOrder();
    await breakCalls({ path: "/v1/payment_intents/*/confirm", action: "reset", when: "after", count: 2 });
    expect(await pay(order, CARDS.fine)).toEqual(AWAY);
    expect(await refreshOrder(order)).toMatchObject({ progress: "credited" });
    await expectStarted(order);
  });

  it("while its invoice is read, the money is under way, and the order page settles", async () => {
    const order = await newPlanOrder();
    await breakCalls({ path: "/v1/invoices/*", method: "GET", action: "fail", count: 3 });
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "processing" });
    expect(await viewOf(order)).toMatchObject({ progress: "crediting" });
    expect(await refreshOrder(order)).toMatchObject({ progress: "credited" });
    await expectStarted(order);
  });

  it("at all, the order page shows what we know", async () => {
    const order = await newPlanOrder();
    await pay(order, CARDS.threeDSecure);
    await breakCalls({ path: "/v1/", action: "fail", count: 9 });
    expect(await refreshOrder(order)).toMatchObject({ progress: "waiting_for_bank" });
  });
});

describe("two payers", () => {
  it("of one order at once: one begins the plan, the others charge nothing", async () => {
    const order = await newPlanOrder();
    const answers = await Promise.all([1, 2, 3].map(() => pay(order, CARDS.fine)));
    expect(answers.filter(({ outcome }) => outcome === "succeeded")).toHaveLength(1);
    await expectStarted(order);
  });

  it("of two plans at once: one begins, the other is refused and not charged", async () => {
    const walletId = await newWallet();
    const orders = [await newPlanOrder({}, walletId), await newPlanOrder({ planId: "scale" }, walletId)];
    const answers = await Promise.all(orders.map((order) => pay(order, CARDS.fine)));
    expect(answers.filter(({ outcome }) => outcome === "succeeded")).toHaveLength(1);
    const [refusal] = answers.flatMap((answer) => (answer.outcome === "refused" ? [answer.refusal] : []));
    expect(["payment_in_progress", "plan_already_live"]).toContain(refusal);
    const { subscriptions, charged } = await atStripe(walletId);
    expect([subscriptions.filter((status) => status === "active").length, charged.length]).toEqual([1, 1]);
  });

  it("the second plan is refused by name once the first is paid, and its order is over", async () => {
    const walletId = await newWallet();
    const [first, second] = [
      await newPlanOrder({}, walletId),
      await newPlanOrder({ planId: "scale" }, walletId),
    ];
    await pay(second, CARDS.insufficientFunds);
    await pay(first, CARDS.fine);
    expect(await pay(second, CARDS.fine)).toMatchObject({
      refusal: expect.stringMatching(/^(plan_already_live|order_canceled)$/),
    });
    expect(await viewOf(second)).toMatchObject({ progress: "canceled" });
    const { subscriptions, charged } = await atStripe(walletId);
    expect(charged).toEqual([900]);
    expect(subscriptions.filter((status) => status === "active")).toHaveLength(1);
  });

  it("an order untouched until another plan was paid is refused with plan_already_live", async () => {
    const walletId = await newWallet();
    const [first, second] = [
      await newPlanOrder({}, walletId),
      await newPlanOrder({ planId: "scale" }, walletId),
    ];
    await pay(first, CARDS.fine);
    expect(await pay(second, CARDS.fine)).toMatchObject({ refusal: "plan_already_live" });
    expect(await viewOf(second)).toMatchObject({ progress: "canceled" });
    await expectStarted(first);
  });

  it("a plan that was begun by a payer who died before its id was written is ended by the next one", async () => {
    const walletId = await newWallet();
    const first = await newPlanOrder({ planId: "scale" }, walletId);
    await pay(first, CARDS.insufficientFunds);
    await sql()`update orders set stripe_subscription_id = null where id = ${first.orderId}`;
    await sql()`delete from subscriptions where wallet_id = ${walletId}`;
    const second = await newPlanOrder({}, walletId);
    expect(await pay(second, CARDS.fine)).toEqual({ outcome: "succeeded" });
    const { subscriptions, charged } = await atStripe(walletId);
    expect([subscriptions.toSorted(), charged]).toEqual([["active", "canceled"], [900]]);
    expect((await planStateOf(walletId)).subscriptions).toContainEqual(
      expect.objectContaining({ status: "active", set_aside: null }),
    );
  });

  it("a plan that ended at Stripe, of whose end nothing was heard yet, does not keep its place from the next one", async () => {
    const walletId = await newWallet();
    const [first, second] = [
      await newPlanOrder({ planId: "scale" }, walletId),
      await newPlanOrder({}, walletId),
    ];
    await pay(first, CARDS.fine);
    const [{ id } = { id: "" }] = await sql()<{ id: string }[]>`
      select stripe_subscription_id as id from subscriptions where wallet_id = ${walletId}`;
    await stripe().subscriptions.cancel(id);
    expect(await pay(second, CARDS.fine)).toEqual({ outcome: "succeeded" });
    const { subscriptions } = await planStateOf(walletId);
    expect(subscriptions).toContainEqual({ plan: "scale", status: "canceled", set_aside: null });
    expect(subscriptions).toContainEqual({ plan: "starter", status: "active", set_aside: null });
  });

  it("a plan that a hand made at Stripe, of which nothing was heard yet, keeps a second one from being paid", async () => {
    const walletId = await newWallet();
    const order = await newPlanOrder({}, walletId);
    await pay(order, CARDS.insufficientFunds);
    await subscribeByHand(walletId, { lookup_keys: ["topup_pro_month_usd"] });
    expect(await pay(order, CARDS.fine)).toMatchObject({ refusal: "plan_already_live" });
    expect(await viewOf(order)).toMatchObject({ progress: "canceled" });
    expect((await atStripe(walletId)).charged).toEqual([2900]);
    expect(await planStateOf(walletId)).toMatchObject({ available: 1000, grants: 1 });
  });

  it("a subscription that a hand made to something else is in nobody's way", async () => {
    const walletId = await newWallet();
    const order = await newPlanOrder({}, walletId);
    await pay(order, CARDS.insufficientFunds);
    const { id: product } = await stripe().products.create({ name: "Other" });
    await stripe().prices.create({
      ...{ product, currency: "usd", unit_amount: 700, recurring: { interval: "month" } },
    });
    await subscribeByHand(walletId, { product });
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    expect((await atStripe(walletId)).charged.toSorted()).toEqual([700, 900]);
    expect(await planStateOf(walletId)).toMatchObject({ available: 250, grants: 1 });
  });

  it("while Stripe does not answer what became of the other plan nothing is charged, and the next try pays", async () => {
    const walletId = await newWallet();
    const first = await newPlanOrder({ planId: "scale" }, walletId);
    const second = await newPlanOrder({}, walletId);
    await pay(first, CARDS.insufficientFunds);
    await breakCalls({ method: "GET", path: "/v1/invoices/*", action: "fail", count: 3 });
    expect(await pay(second, CARDS.fine)).toEqual(AWAY);
    expect((await atStripe(walletId)).charged).toEqual([]);
    expect(await pay(second, CARDS.fine)).toEqual({ outcome: "succeeded" });
    expect((await atStripe(walletId)).charged).toEqual([900]);
  });

  it("who turns to another plan at the bank's window pays only that one, whatever the bank hears later", async () => {
    const walletId = await newWallet();
    const left = await newPlanOrder({ planId: "scale" }, walletId);
    const order = await newPlanOrder({}, walletId);
    const answer = await pay(left, CARDS.threeDSecure);
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    expect(await viewOf(left)).toMatchObject({ progress: "canceled" });
    await answerBank(answer, "complete").catch(() => undefined);
    expect(await refreshOrder(left)).toMatchObject({ progress: "canceled" });
    expect((await atStripe(walletId)).charged).toEqual([900]);
  });

  it("who finished at the bank a moment before keeps that plan", async () => {
    const walletId = await newWallet();
    const first = await newPlanOrder({}, walletId);
    const second = await newPlanOrder({ planId: "scale" }, walletId);
    await answerBank(await pay(first, CARDS.threeDSecure), "complete");
    expect(await pay(second, CARDS.fine)).toMatchObject({ refusal: "plan_already_live" });
    await expectStarted(first);
  });
});

describe("terms that changed between order and pay", () => {
  it("a price that was taken off sale ends the order by name; the new order has the new price", async () => {
    const order = await newPlanOrder({ planId: "scale", currency: "eur" });
    const [old] = (await stripe().prices.list({ lookup_keys: ["topup_scale_month_eur"] })).data;
    if (!old) throw new Error("no price");
    await stripe().prices.create({
      product: "topup_plan_scale",
      currency: "eur",
      unit_amount: 9900,
      recurring: { interval: "month" },
      lookup_key: "topup_scale_month_eur",
      transfer_lookup_key: true,
      metadata: old.metadata,
    });
    await stripe().prices.update(old.id, { active: false });
    expect(await pay(order, CARDS.fine)).toMatchObject({ refusal: "price_no_longer_sold" });
    expect(await viewOf(order)).toMatchObject({ progress: "canceled" });
    await expectNothing(order);
  });

  it("a price that only gave its key away is what is bought, as it was shown", async () => {
    const order = await newPlanOrder({ currency: "eur" });
    await stripe().prices.create({
      product: "topup_plan_starter",
      currency: "eur",
      unit_amount: 1900,
      recurring: { interval: "month" },
      lookup_key: "topup_starter_month_eur",
      transfer_lookup_key: true,
    });
    const token = await newToken(CARDS.fine, { mode: "subscription", currency: "eur", amount: 900 });
    expect(await pay(order, { token })).toEqual({ outcome: "succeeded" });
    await expectStarted(order);
  });

  it("a code that ended is taken off, the full price is shown, and only then paid", async () => {
    const code = await newPromotionCode({ percent_off: 50, duration: "once" });
    const order = await newPlanOrder({ promotionCode: code });
    const [promotion] = (await stripe().promotionCodes.list({ code })).data;
    await stripe().promotionCodes.update(promotion?.id ?? "", { active: false });
    expect(await pay(order, CARDS.fine)).toMatchObject({ refusal: "promotion_code_expired" });
    expect(await viewOf(order)).toMatchObject({ progress: "open", plan: { dueMinor: 900, discount: null } });
    await expectNothing(order);
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    await expectStarted(order);
  });

  it("another amount than was shown is shown before it is charged", async () => {
    const order = await newPlanOrder();
    await pay(order, CARDS.insufficientFunds);
    const [wallet] = await sql()<{ id: string }[]>`
      select stripe_customer_id as id from wallets where id = ${order.walletId}`;
    await stripe().customers.createBalanceTransaction(wallet?.id ?? "", { amount: -400, currency: "usd" });
    const other = await newPlanOrder({ interval: "year" }, order.walletId);
    expect(await pay(other, CARDS.fine)).toMatchObject({ refusal: "amount_changed" });
    expect(await viewOf(other)).toMatchObject({ plan: { dueMinor: 8600, renewalMinor: 9000 } });
    await expectNothing(order);
    expect(await pay(other, CARDS.fine)).toEqual({ outcome: "succeeded" });
    expect((await atStripe(order.walletId)).charged).toEqual([8600]);
  });

  it("a code after a refused card: the old payment is over, the new amount is charged, the renewal is dearer", async () => {
    const order = await newPlanOrder();
    await pay(order, CARDS.insufficientFunds);
    const code = await newPromotionCode({ amount_off: 300, currency: "usd", duration: "once" });
    expect(await applyPromotionCode({ ...order, code })).toEqual({ ok: true });
    expect(await viewOf(order)).toMatchObject({ plan: { dueMinor: 600, renewalMinor: 900 } });
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    const { subscriptions, charged } = await atStripe(order.walletId);
    expect([subscriptions, charged]).toEqual([["active", "canceled"], [600]]);
    expect(await planStateOf(order.walletId)).toMatchObject({ available: 250, grants: 1 });
  });
});

describe("giving an order of a plan up", () => {
  it("ends its subscription at Stripe first: what the bank hears later charges nothing", async () => {
    const order = await newPlanOrder();
    const answer = await pay(order, CARDS.threeDSecure);
    expect(await cancelOrder(order)).toEqual({ ok: true });
    expect(await cancelOrder(order)).toEqual({ ok: true });
    await answerBank(answer, "complete").catch(() => undefined);
    expect(await atStripe(order.walletId)).toEqual({ subscriptions: ["canceled"], charged: [] });
    expect(await viewOf(order)).toMatchObject({ progress: "canceled" });
    expect(await pay(order, CARDS.fine)).toMatchObject({ refusal: "order_canceled" });
  });

  it("ends also a subscription of which we never heard", async () => {
    const order = await newPlanOrder();
    useStripeLimits({ retries: 0 });
    await breakCalls({ path: "/v1/subscriptions", method: "POST", action: "reset", when: "after", count: 4 });
    expect(await pay(order, CARDS.fine)).toEqual(AWAY);
    await breakCalls();
    expect(await cancelOrder(order)).toEqual({ ok: true });
    expect(await atStripe(order.walletId)).toEqual({ subscriptions: ["canceled"], charged: [] });
  });

  it("when it was paid meanwhile keeps the plan", async () => {
    const order = await newPlanOrder();
    await answerBank(await pay(order, CARDS.threeDSecure), "complete");
    expect(await cancelOrder(order)).toEqual({ ok: false, refusal: "order_already_paid" });
    await expectStarted(order);
  });

  it("is not done while Stripe does not answer", async () => {
    const order = await newPlanOrder();
    await pay(order, CARDS.threeDSecure);
    await breakCalls({ path: "/v1/invoices/*/void", action: "fail", count: 3 });
    expect(await cancelOrder(order)).toEqual({ ok: false, refusal: "stripe_unavailable" });
    expect(await viewOf(order)).toMatchObject({ progress: "waiting_for_bank" });
    expect(await cancelOrder(order)).toEqual({ ok: true });
  });
});
