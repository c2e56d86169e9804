import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { Wire } from "@/db/testing/wire";
import { payOrder } from "@/lib/checkout/pay-order";
import { brokenPromises, newOrder, stateOf } from "@/lib/checkout/testing";
import { spend } from "@/lib/ledger/testing/people";
import { forgetEnv } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { reconcileNow } from "@/lib/reconciliation/testing";
import { closeBreaker } from "@/lib/stripe/ask-stripe";
import { useStripeLimits } from "@/lib/stripe/client";
import {
  breakCalls,
  CARDS,
  type CallFault,
  newToken,
  paymentIntentsOf,
  useEmulator,
} from "@/lib/stripe/testing";
import { sweepEvents } from "./sweep-events";
import { deliver } from "./testing";
import { CREDITED, paidUnseen } from "./testing/paid-unseen";

useTestDatabase();
useEmulator();

const AWAY = { outcome: "refused", refusal: "stripe_unavailable", advice: null };
const PAID = { outcome: "succeeded" };
const CREATE = { path: "/v1/payment_intents", method: "POST" } as const;
const CONFIRM = { path: "/v1/payment_intents/*/confirm", method: "POST" } as const;

afterEach(async () => {
  await breakCalls();
});
afterAll(async () => {
  expect(await reconcileNow()).toMatchObject({ ok: true, left: 0 });
  expect(await brokenPromises()).toEqual([]);
});

type Order = Awaited<ReturnType<typeof newOrder>>;

async function pay(order: Order, token?: string) {
  const confirmationTokenId = token ?? (await newToken(CARDS.fine));
  return payOrder({ ...order, confirmationTokenId, returnUrl: "http://localhost:3000/orders/x" });
}

/** One PaymentIntent, charged once, credited once. */
async function expectPaidOnce(order: Order): Promise<void> {
  expect(await paymentIntentsOf(order.orderId)).toMatchObject([
    { status: "succeeded", amount_received: 500 },
  ]);
  expect(await stateOf(order)).toEqual(CREDITED);
}

describe("a call that Stripe", () => {
  const calls: [string, Pick<CallFault, "path" | "method">][] = [
    ["the PaymentIntent", CREATE],
    ["the confirmation", CONFIRM],
  ];

  it.each(calls)(
    "answers with 429 (%s): the person is told, is not charged, and the next try pays once",
    async (_call, which) => {
      const order = await newOrder();
      await breakCalls({ ...which, action: "fail", status: 429, code: "rate_limit", count: 10 });
      expect(await pay(order)).toEqual(AWAY);
      expect(await stateOf(order)).toMatchObject({ available: 0, payments: 0 });
      await breakCalls();
      expect(await pay(order)).toEqual(PAID);
      await expectPaidOnce(order);
    },
  );

  it.each(calls)(
    "fails for good under its key (%s): what it answers again is not believed, and one payment is made",
    async (_call, which) => {
      useStripeLimits({ retries: 0 });
      const order = await newOrder();
      await breakCalls({ ...which, action: "fail", when: "during", status: 500, count: 1 });
      expect(await pay(order)).toEqual(AWAY);
      expect(await pay(order)).toEqual(PAID);
      await expectPaidOnce(order);
    },
  );

  it.each(calls)(
    "is still busy with (%s, 409): it is asked again and answers with the same payment",
    async (_call, which) => {
      const order = await newOrder();
      await breakCalls({ ...which, action: "fail", status: 409, code: "idempotency_key_in_use", count: 1 });
      expect(await pay(order)).toEqual(PAID);
      await expectPaidOnce(order);
    },
  );

  it.each(calls)(
    "stays busy with (%s, 409): the person is told, and the next try pays once",
    async (_call, which) => {
      useStripeLimits({ retries: 0 });
      const order = await newOrder();
      await breakCalls({ ...which, action: "fail", status: 409, code: "idempotency_key_in_use", count: 2 });
      const token = await newToken(CARDS.fine);
      expect(await pay(order, token)).toEqual(AWAY);
      await breakCalls();
      expect(await pay(order)).toEqual(PAID);
      await expectPaidOnce(order);
    },
  );
});

describe("while no line to Stripe works", () => {
  let wire: Wire;
  let stripeAt: string;
  beforeEach(async () => {
    stripeAt = process.env.STRIPE_API_BASE ?? "";
    wire = await Wire.to(Number(new URL(stripeAt).port));
    process.env.STRIPE_API_BASE = wire.through(stripeAt).replace(/\/$/, "");
    forgetEnv();
  });
  afterEach(async () => {
    process.env.STRIPE_API_BASE = stripeAt;
    forgetEnv();
    closeBreaker();
    await wire.close();
  });

  it("credits are spent and money is credited as ever; nobody is charged; and all that happened meanwhile is found", async () => {
    const [rich, waiting] = [await newOrder(), await newOrder()];
    expect(await pay(rich)).toEqual(PAID);
    await sweepEvents();
    const token = await newToken(CARDS.fine);
    const [told, unseen] = [await paidUnseen(), await paidUnseen()];

    wire.leadTo(1);
    wire.cut();
    useStripeLimits({ retries: 0 });
    expect(await pay(waiting, token)).toEqual(AWAY);
    expect(await sweepEvents()).toMatchObject({ trouble: expect.any(String) });
    expect(await spend(rich.walletId, newId(), 30)).toMatchObject({ ok: true });
    expect((await deliver(JSON.stringify(told.succeeded))).status).toBe(200);
    expect(await stateOf(told.order)).toEqual(CREDITED);
    for (let call = 0; call < 6; call++) expect(await pay(waiting, token)).toEqual(AWAY);

    wire.leadTo(Number(new URL(stripeAt).port));
    // Nobody has to tell us that it is back: one call in a while tries.
    await expect
      .poll(async () => (await sweepEvents()).trouble, { interval: 500, timeout: 60_000 })
      .toBeNull();
    expect(await stateOf(unseen.order)).toEqual(CREDITED);
    expect(await pay(waiting)).toEqual(PAID);
    await expectPaidOnce(waiting);
    expect(await stateOf(rich)).toMatchObject({ available: 70, grants: 1 });
  });
});
