import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { getOrderView } from "@/lib/checkout/get-order-view";
import { refreshOrder } from "@/lib/checkout/refresh-order";
import { brokenPromises } from "@/lib/checkout/testing";
import { answerBank, atStripe, newPlanOrder, pay, type WantedPlan } from "@/lib/checkout/testing/plans";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { stripe } from "@/lib/stripe/client";
import { breakCalls, CARDS, useEmulator } from "@/lib/stripe/testing";
import { planStateOf } from "@/lib/subscriptions/testing/facts";
import {
  advance,
  eventsAbout,
  newSubscriber,
  type Subscriber,
} from "@/lib/subscriptions/testing/subscribers";
import { ENABLED_EVENTS } from "./handlers/registry";
import { deliver } from "./testing";

useTestDatabase();
useEmulator();
beforeAll(async () => {
  await setUpCatalog();
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const HOUR = 3600;

/** A person who waits at the bank's window, in a time of their own. */
async function atTheBank(wanted: WantedPlan = {}) {
  await sql()`delete from trial_uses`;
  const person = await newSubscriber(null);
  const order = await newPlanOrder(wanted, person.walletId);
  const answer = await pay(order, CARDS.threeDSecure);
  return { person, order, answer };
}

async function tell(person: Subscriber, types: readonly string[] = ENABLED_EVENTS) {
  for (const event of await eventsAbout(person, types))
    expect((await deliver(JSON.stringify(event))).status).toBe(200);
}

async function stateOf({ walletId, orderId }: { walletId: string; orderId: string }) {
  const [view, plan] = [await getOrderView(walletId, orderId), await planStateOf(walletId)];
  return { progress: view?.progress, available: plan.available, plans: plan.subscriptions };
}

const STARTED = {
  progress: "credited",
  available: 250,
  plans: [{ status: "active", set_aside: null, plan: "starter" }],
};

describe("an order of a plan whose payer never came back", () => {
  it("is paid by its events alone, in either order, twice over", async () => {
    const { person, order, answer } = await atTheBank();
    await tell(person);
    expect(await stateOf(order)).toMatchObject({ progress: "waiting_for_bank", available: 0 });
    await answerBank(answer, "complete");
    const events = await eventsAbout(person, ENABLED_EVENTS);
    for (const event of [...events, ...events.reverse()]) await deliver(JSON.stringify(event));
    expect(await stateOf(order)).toEqual(STARTED);
    expect(await refreshOrder(order)).toMatchObject({ progress: "credited" });
    expect(await atStripe(order.walletId)).toEqual({ subscriptions: ["active"], charged: [900] });
  });

  it.each(["invoice.paid", "customer.subscription.updated", "payment_intent.succeeded"])(
    "is paid by %s alone",
    async (type) => {
      const { person, order, answer } = await atTheBank();
      await answerBank(answer, "complete");
      await tell(person, [type]);
      expect(await stateOf(order)).toEqual(STARTED);
    },
  );

  it("learns its subscription from an event when we died before storing it", async () => {
    const { person, order, answer } = await atTheBank();
    await sql()`update orders set stripe_subscription_id = null where id = ${order.orderId}`;
    await answerBank(answer, "complete");
    await tell(person, ["customer.subscription.updated"]);
    expect(await stateOf(order)).toEqual(STARTED);
  });

  it("is not paid by a subscription that only claims to be its own", async () => {
    const { order } = await atTheBank();
    await sql()`update orders set stripe_subscription_id = null where id = ${order.orderId}`;
    const stranger = await newSubscriber();
    const [price] = (await stripe().prices.list({ lookup_keys: ["topup_starter_month_usd"] })).data;
    await stripe().subscriptions.create({
      customer: stranger.customerId,
      items: [{ price: price?.id ?? "" }],
      metadata: { order_id: order.orderId, wallet_id: order.walletId, order_revision: "0" },
    });
    await tell(stranger);
    expect(await stateOf(order)).toMatchObject({ progress: "waiting_for_bank", available: 0 });
  });

  it("is canceled when Stripe gives its first payment up after 23 hours, and can be ordered again", async () => {
    const { person, order } = await atTheBank();
    await advance(person, 24 * HOUR);
    await tell(person);
    expect(await stateOf(order)).toMatchObject({
      progress: "canceled",
      available: 0,
      plans: [{ status: "incomplete_expired" }],
    });
    const again = await newPlanOrder({}, person.walletId);
    expect(again.orderId).not.toBe(order.orderId);
    expect(await pay(again, CARDS.fine)).toEqual({ outcome: "succeeded" });
    expect((await atStripe(person.walletId)).charged).toEqual([900]);
  });

  it("is found canceled by its page, without any event", async () => {
    const { person, order } = await atTheBank();
    await advance(person, 24 * HOUR);
    expect(await refreshOrder(order)).toMatchObject({ progress: "canceled" });
  });

  it("is told canceled when they come back and pay after that", async () => {
    const { person, order } = await atTheBank();
    await advance(person, 24 * HOUR);
    expect(await pay(order, CARDS.fine)).toMatchObject({ refusal: "order_canceled" });
    expect(await stateOf(order)).toMatchObject({ progress: "canceled", available: 0 });
  });
});

describe("a trial whose payer never came back from the bank", () => {
  const TRIAL = {
    progress: "credited",
    available: 100,
    plans: [{ status: "trialing", set_aside: null, plan: "pro" }],
  };

  it("begins when the event tells that the card is set up", async () => {
    const { person, order, answer } = await atTheBank({ planId: "pro" });
    await answerBank(answer, "complete");
    await tell(person, ["setup_intent.succeeded"]);
    await tell(person);
    expect(await stateOf(order)).toEqual(TRIAL);
  });

  it("begins with the next delivery when Stripe did not answer the first time", async () => {
    const { person, order, answer } = await atTheBank({ planId: "pro" });
    await answerBank(answer, "complete");
    const [event] = await eventsAbout(person, ["setup_intent.succeeded"]);
    await breakCalls({ path: "/v1/subscriptions", method: "POST", action: "fail", count: 3 });
    expect((await deliver(JSON.stringify(event))).status).toBe(500);
    expect(await stateOf(order)).toMatchObject({ available: 0, plans: [] });
    expect((await deliver(JSON.stringify(event))).status).toBe(200);
    expect(await stateOf(order)).toEqual(TRIAL);
  });

  it("does not begin when the account was deleted meanwhile", async () => {
    const { person, order, answer } = await atTheBank({ planId: "pro" });
    await sql()`update wallets set closed_at = now(), user_id = null where id = ${person.walletId}`;
    await answerBank(answer, "complete");
    await tell(person, ["setup_intent.succeeded"]);
    expect(await stateOf(order)).toMatchObject({ available: 0, plans: [] });
    expect(await atStripe(person.walletId)).toEqual({ subscriptions: [], charged: [] });
  });

  it("does not begin for an order that was given up, nor for a card that is for no order", async () => {
    const { person, order, answer } = await atTheBank({ planId: "pro" });
    await sql()`update orders set status = 'canceled' where id = ${order.orderId}`;
    await answerBank(answer, "complete");
    const setup = await stripe().setupIntents.create({ customer: person.customerId });
    await stripe().setupIntents.confirm(setup.id, {
      payment_method: "pm_card_visa",
      return_url: "http://localhost",
    });
    await tell(person, ["setup_intent.succeeded"]);
    expect(await stateOf(order)).toMatchObject({ progress: "canceled", available: 0, plans: [] });
  });
});
