import { afterAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import {
  authenticate,
  breakCalls,
  CARDS,
  newToken,
  paymentIntentsOf,
  useEmulator,
} from "@/lib/stripe/testing";
import { cancelOrder } from "./cancel-order";
import { payOrder } from "./pay-order";
import { resumeOrder } from "./resume-order";
import { brokenPromises, newOrder, newWallet, stateOf } from "./testing";

useTestDatabase();
useEmulator();

afterAll(async () => expect(await brokenPromises()).toEqual([]));

/** An order whose payer left in the middle of 3D Secure, with the PaymentIntent that waits. */
async function leftAtTheBank() {
  const order = await newOrder();
  const confirmationTokenId = await newToken(CARDS.threeDSecure);
  const answer = await payOrder({
    ...order,
    confirmationTokenId,
    returnUrl: `http://localhost:3000/orders/${order.orderId}`,
  });
  const [intent] = await paymentIntentsOf(order.orderId);
  if (answer.outcome !== "requires_action" || !intent) throw new Error("the bank did not ask");
  return { order, intent, clientSecret: answer.clientSecret };
}

describe("going on with a payment that was left at the bank", () => {
  it("hands the same payment to its owner again", async () => {
    const { order, clientSecret } = await leftAtTheBank();
    expect(await resumeOrder(order)).toEqual({ outcome: "requires_action", intent: "payment", clientSecret });
    expect(await paymentIntentsOf(order.orderId)).toHaveLength(1);
  });

  it("hands it to nobody else", async () => {
    const { order } = await leftAtTheBank();
    const stranger = await newWallet();
    expect(await resumeOrder({ walletId: stranger, orderId: order.orderId })).toMatchObject({
      refusal: "order_not_found",
    });
  });

  it("credits the order when the bank has confirmed meanwhile, once however often it is asked", async () => {
    const { order, intent } = await leftAtTheBank();
    await authenticate(intent, "complete");
    expect(await resumeOrder(order)).toEqual({ outcome: "succeeded" });
    expect(await resumeOrder(order)).toEqual({ outcome: "succeeded" });
    expect(await stateOf(order)).toEqual({ available: 100, grants: 1, payments: 1, order: "paid" });
  });

  it("says that the bank refused, and leaves the order open for another card", async () => {
    const { order, intent } = await leftAtTheBank();
    await authenticate(intent, "fail");
    expect(await resumeOrder(order)).toMatchObject({ advice: "authentication_failed" });
    expect(await stateOf(order)).toEqual({ available: 0, grants: 0, payments: 0, order: "open" });
  });

  it("starts nothing for an order that nobody tried to pay", async () => {
    const order = await newOrder();
    expect(await resumeOrder(order)).toMatchObject({ outcome: "refused" });
    expect(await paymentIntentsOf(order.orderId)).toEqual([]);
  });

  it("does not bring back an order that was canceled", async () => {
    const { order } = await leftAtTheBank();
    await cancelOrder(order);
    expect(await resumeOrder(order)).toMatchObject({ refusal: "order_canceled" });
  });

  it("says that Stripe is away when it is", async () => {
    const { order } = await leftAtTheBank();
    await breakCalls({ path: "/v1/payment_intents/", count: 3, action: "reset" });
    expect(await resumeOrder(order)).toMatchObject({ refusal: "stripe_unavailable" });
  });
});
