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
import {
  absorbNow,
  answerBank,
  atStripe,
  newPlanOrder,
  newPromotionCode,
  pay,
  type TestOrder,
} from "./testing/plans";

useTestDatabase();
useEmulator();
beforeAll(async () => {
  await setUpCatalog();
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const AWAY = { outcome: "refused", refusal: "stripe_unavailable", advice: null };
const PRO = { planId: "pro" };
const viewOf = ({ walletId, orderId }: TestOrder) => getOrderView(walletId, orderId);

/** A card is good for one trial, so each test has its own: other people use other cards. */
async function forget() {
  await sql()`delete from trial_uses where mark like 'card:%'`;
}

async function newTrial(): Promise<TestOrder> {
  await forget();
  return newPlanOrder(PRO);
}

async function expectTrial(order: TestOrder) {
  expect(await atStripe(order.walletId)).toEqual({ subscriptions: ["trialing"], charged: [] });
  expect(await planStateOf(order.walletId)).toMatchObject({
    available: 100,
    grants: 1,
    payments: 0,
    subscriptions: [{ status: "trialing", set_aside: null, plan: "pro" }],
  });
  expect(await viewOf(order)).toMatchObject({ progress: "credited", plan: { trialDays: 7, dueMinor: 0 } });
}

async function expectNoTrial({ walletId }: TestOrder) {
  expect(await atStripe(walletId)).toEqual({ subscriptions: [], charged: [] });
  expect(await planStateOf(walletId)).toMatchObject({ available: 0, grants: 0, subscriptions: [] });
}

describe("a trial", () => {
  it("begins on a card that was checked, costs nothing, and brings its credits at once", async () => {
    const order = await newTrial();
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    await expectTrial(order);
    expect(await viewOf(order)).toMatchObject({
      receipt: { paymentIntentId: null, cardBrand: "visa", cardLast4: "4242", expiresAt: expect.any(String) },
    });
    const [wallet] = await sql()<{ id: string }[]>`
      select stripe_customer_id as id from wallets where id = ${order.walletId}`;
    const [subscription] = (await stripe().subscriptions.list({ customer: wallet?.id ?? "" })).data;
    expect(subscription?.default_payment_method).toMatch(/^pm_/);
  });

  it("with 3D Secure begins when the bank said yes, told by the order's page", async () => {
    const order = await newTrial();
    const answer = await pay(order, CARDS.threeDSecure);
    expect(answer).toMatchObject({ outcome: "requires_action", intent: "setup" });
    expect(await viewOf(order)).toMatchObject({ progress: "waiting_for_bank" });
    await expectNoTrial(order);
    expect(await resumeOrder(order)).toEqual(answer);
    await answerBank(answer, "complete");
    expect(await refreshOrder(order)).toMatchObject({ progress: "credited" });
    await expectTrial(order);
  });

  it("begins not when the bank said no, and another card gets it", async () => {
    const order = await newTrial();
    await answerBank(await pay(order, CARDS.threeDSecure), "fail");
    expect(await refreshOrder(order)).toMatchObject({
      progress: "declined",
      advice: "authentication_failed",
    });
    await expectNoTrial(order);
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    await expectTrial(order);
  });

  it("is not given for a card that is refused", async () => {
    const order = await newTrial();
    expect(await pay(order, CARDS.stolen)).toMatchObject({ refusal: "card_declined", advice: "generic" });
    expect(await viewOf(order)).toMatchObject({ progress: "declined", advice: "generic" });
    await expectNoTrial(order);
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    await expectTrial(order);
  });

  it("begins once, however many pay at the same time or ask how it stands", async () => {
    const order = await newTrial();
    await answerBank(await pay(order, CARDS.threeDSecure), "complete");
    await Promise.all([refreshOrder(order), resumeOrder(order), pay(order, CARDS.fine), refreshOrder(order)]);
    await refreshOrder(order);
    await expectTrial(order);
  });

  it.each(["reset", "fail"] as const)("begins once also when the answer was lost (%s)", async (action) => {
    const order = await newTrial();
    useStripeLimits({ retries: 0 });
    await breakCalls({ path: "/v1/subscriptions", method: "POST", action, when: "after", count: 4 });
    expect(await pay(order, CARDS.fine)).toEqual(AWAY);
    await breakCalls();
    await refreshOrder(order);
    await expectTrial(order);
  });

  it("begun by an answer that was lost is this order's, when its invoice was heard of first", async () => {
    const order = await newTrial();
    useStripeLimits({ retries: 0 });
    await breakCalls({ path: "/v1/subscriptions", method: "POST", action: "reset", when: "after", count: 4 });
    expect(await pay(order, CARDS.fine)).toEqual(AWAY);
    await breakCalls();
    const [wallet] = await sql()<{ id: string }[]>`
      select stripe_customer_id as id from wallets where id = ${order.walletId}`;
    const [subscription] = (await stripe().subscriptions.list({ customer: wallet?.id ?? "" })).data;
    await absorbNow(subscription?.id ?? "");
    expect(await viewOf(order)).not.toMatchObject({ progress: "credited" });
    expect(await pay(order, CARDS.fine)).toMatchObject({ refusal: "order_already_paid" });
    await expectTrial(order);
  });

  it("of which nothing was heard before its first renewal is not paid by that: by its own invoice, when it is heard of", async () => {
    const order = await newTrial();
    await pay(order, CARDS.fine);
    await sql()`update orders set status = 'open', paid_at = null, stripe_invoice_id = null where id = ${order.orderId}`;
    await sql()`update paid_invoices set billing_reason = 'subscription_cycle' where wallet_id = ${order.walletId}`;
    const [row] = await sql()<{ subscription: string; invoice: string }[]>`
      select stripe_subscription_id as subscription, stripe_invoice_id as invoice from paid_invoices
      where wallet_id = ${order.walletId}`;
    await absorbNow(row?.subscription ?? "");
    expect(await viewOf(order)).not.toMatchObject({ progress: "credited" });
    await sql()`update paid_invoices set billing_reason = 'subscription_create' where wallet_id = ${order.walletId}`;
    await absorbNow(row?.subscription ?? "");
    await expectTrial(order);
  });

  it("that was given up before it began leaves nothing, and the next order has it still", async () => {
    const order = await newTrial();
    const answer = await pay(order, CARDS.threeDSecure);
    expect(await cancelOrder(order)).toEqual({ ok: true });
    await answerBank(answer, "complete").catch(() => undefined);
    expect(await refreshOrder(order)).toMatchObject({ progress: "canceled" });
    await expectNoTrial(order);
    const next = await newPlanOrder(PRO, order.walletId);
    expect(await pay(next, CARDS.fine)).toEqual({ outcome: "succeeded" });
    await expectTrial(next);
  });

  it("whose card check was canceled by hand gets another one with the next try", async () => {
    const order = await newTrial();
    const answer = await pay(order, CARDS.threeDSecure);
    const [id = ""] = answer.outcome === "requires_action" ? answer.clientSecret.split("_secret_") : [];
    await stripe().setupIntents.cancel(id);
    expect(await refreshOrder(order)).toMatchObject({ progress: "open" });
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    await expectTrial(order);
  });

  it("of two plans in two tabs: one begins", async () => {
    await forget();
    const walletId = await newWallet();
    const [month, year] = [
      await newPlanOrder(PRO, walletId),
      await newPlanOrder({ ...PRO, interval: "year" }, walletId),
    ];
    const answers = await Promise.all([pay(month, CARDS.fine), pay(year, CARDS.fine)]);
    expect(answers.filter(({ outcome }) => outcome === "succeeded")).toHaveLength(1);
    expect(await atStripe(walletId)).toEqual({ subscriptions: ["trialing"], charged: [] });
    expect(await planStateOf(walletId)).toMatchObject({ available: 100, grants: 1 });
  });
});

describe("one trial per person, ever", () => {
  it("a card that had one is told so, sees the full price, and pays it only if they press again", async () => {
    const first = await newTrial();
    await pay(first, CARDS.fine);
    const other = await newPlanOrder(PRO);
    expect(await viewOf(other)).toMatchObject({ plan: { trialDays: 7, dueMinor: 0 } });
    expect(await pay(other, CARDS.fine)).toMatchObject({ refusal: "trial_already_used" });
    expect(await viewOf(other)).toMatchObject({
      progress: "open",
      plan: { trialDays: 0, trialCredits: 0, dueMinor: 2900, renewalMinor: 2900 },
    });
    await expectNoTrial(other);
    expect(await pay(other, CARDS.fine)).toEqual({ outcome: "succeeded" });
    expect(await atStripe(other.walletId)).toEqual({ subscriptions: ["active"], charged: [2900] });
    expect(await planStateOf(other.walletId)).toMatchObject({ available: 1000 });
  });

  it("also a card that only the bank's answer shows", async () => {
    await forget();
    const [first, second] = [await newPlanOrder(PRO), await newPlanOrder(PRO)];
    const [one, two] = [await pay(first, CARDS.threeDSecure), await pay(second, CARDS.threeDSecure)];
    await answerBank(one, "complete");
    await answerBank(two, "complete");
    await refreshOrder(first);
    expect(await resumeOrder(second)).toMatchObject({ refusal: "trial_already_used" });
    await expectTrial(first);
    await expectNoTrial(second);
  });

  it("three people whose bank said yes to one card at the same moment: one of them", async () => {
    await forget();
    const orders = await Promise.all([1, 2, 3].map(() => newPlanOrder(PRO)));
    for (const order of orders) await answerBank(await pay(order, CARDS.threeDSecure), "complete");
    const answers = await Promise.all(orders.map((order) => resumeOrder(order)));
    expect(answers.filter(({ outcome }) => outcome === "succeeded")).toHaveLength(1);
    const begun = await Promise.all(orders.map(({ walletId }) => atStripe(walletId)));
    expect(begun.flatMap(({ subscriptions }) => subscriptions)).toEqual(["trialing"]);
  });

  it("who deletes the account and comes back under the same address is offered none", async () => {
    const order = await newTrial();
    await pay(order, CARDS.fine);
    await forget();
    const [user] = await sql()<{ id: string; email: string }[]>`
      select users.id, users.email from users join wallets on wallets.user_id = users.id
      where wallets.id = ${order.walletId}`;
    await sql()`update wallets set user_id = null where id = ${order.walletId}`;
    await sql()`delete from users where id = ${user?.id ?? ""}`;
    const back = await newWallet();
    const written = (user?.email ?? "").replace("@", "+again@").toUpperCase();
    await sql()`
      update users set email = ${written} from wallets where wallets.id = ${back} and wallets.user_id = users.id`;
    const again = await newPlanOrder(PRO, back);
    expect(await viewOf(again)).toMatchObject({ plan: { trialDays: 0, dueMinor: 2900 } });
    expect(await sql()`select 1 from trial_uses where mark like ${`%${user?.email}%`}`).toHaveLength(0);
  });

  it("after the trial ended, this wallet gets no other", async () => {
    const order = await newTrial();
    await pay(order, CARDS.fine);
    const [own] = await sql()<{ id: string }[]>`
      select stripe_subscription_id as id from orders where id = ${order.orderId}`;
    await stripe().subscriptions.cancel(own?.id ?? "");
    await sql()`update subscriptions set status = 'canceled' where wallet_id = ${order.walletId}`;
    await forget();
    expect(await viewOf(await newPlanOrder(PRO, order.walletId))).toMatchObject({ plan: { trialDays: 0 } });
  });
});

describe("a code that makes the first period free", () => {
  it("sets the card up, charges nothing, and brings the whole period", async () => {
    const code = await newPromotionCode({ percent_off: 100, duration: "once" });
    const order = await newPlanOrder({ promotionCode: code });
    expect(await viewOf(order)).toMatchObject({ plan: { dueMinor: 0, renewalMinor: 900 } });
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    expect(await atStripe(order.walletId)).toEqual({ subscriptions: ["active"], charged: [] });
    expect(await planStateOf(order.walletId)).toMatchObject({ available: 250, grants: 1 });
  });

  it("that ended while the bank was asked charges nothing; the full price is shown", async () => {
    const code = await newPromotionCode({ percent_off: 100, duration: "once" });
    const order = await newPlanOrder({ promotionCode: code });
    const answer = await pay(order, CARDS.threeDSecure);
    const [promotion] = (await stripe().promotionCodes.list({ code })).data;
    await stripe().promotionCodes.update(promotion?.id ?? "", { active: false });
    await answerBank(answer, "complete");
    expect(await resumeOrder(order)).toMatchObject({ refusal: "promotion_code_expired" });
    expect(await viewOf(order)).toMatchObject({ progress: "open", plan: { dueMinor: 900, discount: null } });
    await expectNoTrial(order);
  });

  it("but for a debt at Stripe charges nothing that was not shown, though the card is there", async () => {
    const code = await newPromotionCode({ percent_off: 100, duration: "once" });
    const order = await newPlanOrder({ promotionCode: code });
    await pay(order, CARDS.stolen);
    const [wallet] = await sql()<{ id: string }[]>`
      select stripe_customer_id as id from wallets where id = ${order.walletId}`;
    await stripe().customers.createBalanceTransaction(wallet?.id ?? "", { amount: 700, currency: "usd" });
    expect(await pay(order, CARDS.fine)).toMatchObject({ refusal: "amount_changed" });
    expect(await viewOf(order)).toMatchObject({ plan: { dueMinor: 700 } });
    expect((await atStripe(order.walletId)).charged).toEqual([]);
  });

  it("put on after a refused card replaces the payment by a card check", async () => {
    const order = await newPlanOrder();
    await pay(order, CARDS.insufficientFunds);
    const code = await newPromotionCode({ percent_off: 100, duration: "forever" });
    expect(await applyPromotionCode({ ...order, code })).toEqual({ ok: true });
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    expect(await atStripe(order.walletId)).toEqual({ subscriptions: ["active", "canceled"], charged: [] });
    expect(await viewOf(order)).toMatchObject({ progress: "credited", plan: { renewalMinor: 0 } });
  });

  it("a token is good for one card check", async () => {
    const code = await newPromotionCode({ percent_off: 100, duration: "once" });
    const order = await newPlanOrder({ promotionCode: code });
    const token = await newToken(CARDS.stolen, { mode: "subscription" });
    await pay(order, { token });
    expect(await pay(order, { token })).toMatchObject({ refusal: "confirmation_token_used" });
    expect(await pay(order, { token: `ctoken_${newId().slice(0, 8)}` })).toMatchObject({
      refusal: "confirmation_token_invalid",
    });
  });
});
