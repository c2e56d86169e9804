import { afterAll, describe, expect, it, vi } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { getOrderView } from "@/lib/checkout/get-order-view";
import { payOrder } from "@/lib/checkout/pay-order";
import { brokenPromises, newOrder, stateOf } from "@/lib/checkout/testing";
import {
  authenticate,
  breakCalls,
  CARDS,
  newToken,
  paymentIntentsOf,
  readFromStripe,
  useEmulator,
} from "@/lib/stripe/testing";
import { deliver, eventOf } from "./testing";

useTestDatabase();
useEmulator();
afterAll(async () => expect(await brokenPromises()).toEqual([]));

type Order = { walletId: string; orderId: string };
type EmulatedEvent = { id: string; type: string; data: { object: { id: string; payment_intent?: string } } };

const CREDITED = { available: 100, grants: 1, payments: 1, order: "paid" };
const TYPES = ["created", "processing", "succeeded", "charge.updated"] as const;

async function pay(order: Order, card: string) {
  const confirmationTokenId = await newToken(card);
  await payOrder({ ...order, confirmationTokenId, returnUrl: "http://localhost:3000/orders/x" });
  const [intent] = await paymentIntentsOf(order.orderId);
  if (!intent) throw new Error("no PaymentIntent");
  return intent;
}

/** The newest event of a type about this PaymentIntent, once the emulator has it. */
async function eventAbout(paymentIntentId: string, type: string): Promise<EmulatedEvent> {
  return vi.waitFor(async () => {
    const { events } = await readFromStripe<{ events: EmulatedEvent[] }>("/_emulator/state");
    const found = events.find(
      ({ type: told, data: { object } }) =>
        told === type && [object.id, object.payment_intent].includes(paymentIntentId),
    );
    if (!found) throw new Error(`no ${type} of ${paymentIntentId} yet`);
    return found;
  }, 5_000);
}

/** Money that came by 3D Secure while nobody looked, and the four events that tell of it. */
async function paidUnseen(): Promise<{ order: Order; bodies: Record<(typeof TYPES)[number], string> }> {
  const order = await newOrder();
  const intent = await pay(order, CARDS.threeDSecure);
  const waiting = await eventAbout(intent.id, "payment_intent.requires_action");
  await authenticate(intent, "complete");
  const [created, succeeded, updated] = await Promise.all([
    eventAbout(intent.id, "payment_intent.created"),
    eventAbout(intent.id, "payment_intent.succeeded"),
    eventAbout(intent.id, "charge.updated"),
  ]);
  // Cards are never `processing`, so that event is the one of 3D Secure under another name.
  const object = { ...waiting.data.object, status: "processing" };
  return {
    order,
    bodies: {
      created: JSON.stringify(created),
      processing: eventOf("payment_intent.processing", object).body,
      succeeded: JSON.stringify(succeeded),
      "charge.updated": JSON.stringify(updated),
    },
  };
}

function permutationsOf<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((first, at) =>
    permutationsOf(items.filter((_, index) => index !== at)).map((rest) => [first, ...rest]),
  );
}

describe("the events of one payment end the same in every order of arrival", () => {
  it.each(permutationsOf(TYPES).map((order) => [order.join(" → "), order] as const))(
    "%s",
    async (_name, types) => {
      const { order, bodies } = await paidUnseen();
      for (const type of types) expect((await deliver(bodies[type])).status).toBe(200);
      expect(await stateOf(order)).toEqual(CREDITED);
      const [payment] = await sql()`
      select settlement_currency, settlement_amount_minor, settlement_fee_minor, card_last4 from payments
      where order_id = ${order.orderId}`;
      expect(payment).toMatchObject({
        settlement_currency: "usd",
        settlement_amount_minor: 500,
        card_last4: "3220",
      });
      expect(payment?.settlement_fee_minor).toBeGreaterThan(0);
    },
  );

  it("and when they arrive at once, each three times", async () => {
    const { order, bodies } = await paidUnseen();
    const all = TYPES.flatMap((type) => [bodies[type], bodies[type], bodies[type]]);
    const answers = await Promise.all(all.map((body) => deliver(body)));
    expect(answers.map(({ status }) => status)).toEqual(all.map(() => 200));
    expect(await stateOf(order)).toEqual(CREDITED);
  });
});

describe("an event about a try", () => {
  it("that failed is shown on the order, which stays open", async () => {
    const order = await newOrder();
    const intent = await pay(order, CARDS.insufficientFunds);
    await sql()`update orders set last_refusal = null where id = ${order.orderId}`;
    const failed = await eventAbout(intent.id, "payment_intent.payment_failed");
    await deliver(JSON.stringify(failed));
    const view = await getOrderView(order.walletId, order.orderId);
    expect(view).toMatchObject({ progress: "declined", advice: "insufficient_funds" });
  });

  it("that arrives late never changes a paid order back", async () => {
    const order = await newOrder();
    const intent = await pay(order, CARDS.insufficientFunds);
    const failed = await eventAbout(intent.id, "payment_intent.payment_failed");
    await pay(order, CARDS.fine);
    await deliver(JSON.stringify(failed));
    expect(await stateOf(order)).toEqual(CREDITED);
  });

  it("fails while Stripe is away, and succeeds when it is delivered again", async () => {
    const { order, bodies } = await paidUnseen();
    await breakCalls({ path: "/v1/payment_intents/", action: "fail", count: 3 });
    expect((await deliver(bodies["charge.updated"])).status).toBe(500);
    expect(await stateOf(order)).toMatchObject({ available: 0 });
    expect((await deliver(bodies["charge.updated"])).status).toBe(200);
    expect(await stateOf(order)).toEqual(CREDITED);
  });

  it("tells an order that has lost it which PaymentIntent is its own", async () => {
    const order = await newOrder();
    const intent = await pay(order, CARDS.insufficientFunds);
    await sql()`update orders set stripe_payment_intent_id = null where id = ${order.orderId}`;
    await deliver(JSON.stringify(await eventAbout(intent.id, "payment_intent.created")));
    const [row] = await sql()`select stripe_payment_intent_id as id from orders where id = ${order.orderId}`;
    expect(row?.id).toBe(intent.id);
  });
});
