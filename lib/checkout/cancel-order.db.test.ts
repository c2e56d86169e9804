import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { stripe, useStripeLimits } from "@/lib/stripe/client";
import { breakCalls, CARDS, newToken, useEmulator } from "@/lib/stripe/testing";
import { cancelOrder } from "./cancel-order";
import { findOrder } from "./find-order";
import { getOrderView } from "./get-order-view";
import { payOrder } from "./pay-order";
import { brokenPromises, newOrder } from "./testing";
import { newPlanOrder, pay } from "./testing/plans";

useTestDatabase();
useEmulator();
beforeAll(async () => {
  await setUpCatalog();
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

/** Stripe fails at canceling, and keeps the 500 as the answer under the key of the call. */
async function cancelBadly(order: { walletId: string; orderId: string }, path: string) {
  useStripeLimits({ timeoutMs: 5_000, retries: 0 });
  await breakCalls({ path, method: "POST", action: "fail", when: "during", count: 1 });
  expect(await cancelOrder(order)).toEqual({ ok: false, refusal: "stripe_unavailable" });
}

describe("an order whose canceling Stripe answered with a 500 can be canceled with the next try", () => {
  it("of a pack", async () => {
    const order = await newOrder();
    const confirmationTokenId = await newToken(CARDS.threeDSecure);
    const returnUrl = "http://localhost:3000/orders/x";
    const answer = await payOrder({ ...order, confirmationTokenId, returnUrl });
    expect(answer).toMatchObject({ outcome: "requires_action" });
    await cancelBadly(order, "/v1/payment_intents/*/cancel");
    expect(await cancelOrder(order)).toEqual({ ok: true });
    expect(await getOrderView(order.walletId, order.orderId)).toMatchObject({ progress: "canceled" });
  });

  it("of a plan whose card is at its bank", async () => {
    const order = await newPlanOrder({ planId: "pro" });
    expect(await pay(order, CARDS.threeDSecure)).toMatchObject({ outcome: "requires_action" });
    await cancelBadly(order, "/v1/setup_intents/*/cancel");
    expect(await cancelOrder(order)).toEqual({ ok: true });
    expect(await getOrderView(order.walletId, order.orderId)).toMatchObject({ progress: "canceled" });
  });
});

it("what an order of a plan had begun says at Stripe that its order was given up, not its account", async () => {
  const order = await newPlanOrder();
  expect(await pay(order, CARDS.threeDSecure)).toMatchObject({ outcome: "requires_action" });
  const begun = (await findOrder(order.walletId, order.orderId))?.stripeSubscriptionId ?? "";
  expect(await cancelOrder(order)).toEqual({ ok: true });
  const { status, cancellation_details } = await stripe().subscriptions.retrieve(begun);
  expect({ status, comment: cancellation_details?.comment }).toEqual({
    status: "canceled",
    comment: "its order was given up or changed",
  });
});
