import { afterAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { newId } from "@/lib/platform/ids";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { absorbPaymentIntent } from "./absorb-payment-intent";
import { createOrder } from "./create-order";
import { getOrderView } from "./get-order-view";
import { listOpenOrders } from "./list-open-orders";
import { brokenPromises, moneyOf, newOrder, stateOf } from "./testing";

useTestDatabase();
afterAll(async () => expect(await brokenPromises()).toEqual([]));

type Order = { walletId: string; orderId: string };

const DECLINED = { code: "card_declined", declineCode: "insufficient_funds" };

function absorb(order: Order, changed: Partial<PaymentIntentFacts>) {
  return inTransaction((tx) =>
    absorbPaymentIntent(tx, moneyOf(order, { amountReceivedMinor: 0, ...changed })),
  );
}

const viewOf = ({ walletId, orderId }: Order) => getOrderView(walletId, orderId);
const paid = { status: "succeeded", amountReceivedMinor: 500 } as const;

describe("a PaymentIntent is shown on its order", () => {
  it.each([
    ["requires_payment_method", null, "open"],
    ["requires_payment_method", DECLINED, "declined"],
    ["requires_action", DECLINED, "waiting_for_bank"],
    ["processing", null, "processing"],
    ["requires_capture", null, "processing"],
    ["canceled", null, "canceled"],
  ] as const)("%s, last failure %j: %s", async (status, failure, progress) => {
    const order = await newOrder();
    expect(await absorb(order, { status, failure })).toMatchObject({ kind: "mirrored" });
    expect(await viewOf(order)).toMatchObject({ progress });
  });

  it("what Radar blocked is kept as generic, whatever the code says", async () => {
    const order = await newOrder();
    const charge = { id: "ch_1", paidAt: new Date(0), method: "card", cardBrand: null, cardLast4: null };
    await absorb(order, {
      status: "requires_payment_method",
      failure: DECLINED,
      charge: { ...charge, blocked: true, settlement: null },
    });
    expect(await viewOf(order)).toMatchObject({ progress: "declined", advice: "generic" });
  });
});

it.each(["order", "customer"] as const)(
  "the card of a payment is written down also when its success came first, without it (%s)",
  async (payer) => {
    const order = await newOrder();
    const customerId = `cus_${order.walletId}`;
    await sql()`update wallets set stripe_customer_id = ${customerId} where id = ${order.walletId}`;
    const money = { ...paid, customerId, ...(payer === "customer" ? { orderId: null } : {}) };
    expect(await absorb(order, money)).toMatchObject({ kind: "granted" });
    const charge = { id: "ch_1", paidAt: new Date(0), method: "card", cardBrand: "visa", cardLast4: "4242" };
    const again = { ...money, charge: { ...charge, blocked: false, settlement: null } };
    expect(await absorb(order, again)).toMatchObject({ kind: "already_granted" });
    expect(await absorb(order, money)).toMatchObject({ kind: "already_granted" });
    const [payment] = await sql()`
      select stripe_charge_id as id, card_brand as brand, card_last4 as last4 from payments
      where wallet_id = ${order.walletId}`;
    expect(payment).toEqual({ id: "ch_1", brand: "visa", last4: "4242" });
  },
);

describe("old news", () => {
  it.each(["requires_payment_method", "requires_action", "processing", "canceled"] as const)(
    "%s does not change a paid order",
    async (status) => {
      const order = await newOrder();
      await absorb(order, paid);
      expect(await absorb(order, { status, failure: DECLINED })).toMatchObject({ kind: "ignored" });
      expect(await viewOf(order)).toMatchObject({ progress: "credited", advice: null });
    },
  );

  it("does not open a canceled order again, but its money settles", async () => {
    const order = await newOrder();
    await absorb(order, { status: "canceled" });
    expect(await absorb(order, { status: "requires_action" })).toMatchObject({ kind: "ignored" });
    expect(await viewOf(order)).toMatchObject({ progress: "canceled" });
    expect(await absorb(order, paid)).toMatchObject({ kind: "granted" });
    expect(await viewOf(order)).toMatchObject({ progress: "credited" });
  });

  it("of another PaymentIntent, or of no order of ours, is ignored", async () => {
    const order = await newOrder();
    await absorb(order, { status: "requires_action" });
    expect(await absorb(order, { id: "pi_other", status: "canceled" })).toMatchObject({ kind: "ignored" });
    expect(await absorb(order, { orderId: newId(), status: "canceled" })).toMatchObject({ kind: "ignored" });
    expect(await absorb(order, { orderId: null, status: "canceled" })).toMatchObject({ kind: "ignored" });
    expect(await viewOf(order)).toMatchObject({ progress: "waiting_for_bank" });
  });
});

describe("a slow payment", () => {
  it("brings nothing before its success, and then its credits once", async () => {
    const order = await newOrder();
    await absorb(order, { status: "processing" });
    expect(await stateOf(order)).toMatchObject({ available: 0, grants: 0, payments: 0, order: "processing" });
    expect(await absorb(order, paid)).toMatchObject({ kind: "granted" });
    expect(await absorb(order, paid)).toMatchObject({ kind: "already_granted" });
    expect(await stateOf(order)).toMatchObject({ available: 100, grants: 1, payments: 1, order: "paid" });
  });

  it("that fails opens its order again for another card", async () => {
    const order = await newOrder();
    await absorb(order, { status: "processing" });
    await absorb(order, { status: "requires_payment_method", failure: DECLINED });
    expect(await viewOf(order)).toMatchObject({ progress: "declined" });
  });

  it("that fails after the same was ordered anew leaves one order open, the younger", async () => {
    const order = await newOrder();
    await absorb(order, { status: "processing" });
    const younger = await createOrder({ walletId: order.walletId, packId: "starter", currency: "usd" });
    await absorb(order, { status: "requires_payment_method", failure: DECLINED });
    expect(await viewOf(order)).toMatchObject({ progress: "canceled" });
    const open = await listOpenOrders(order.walletId);
    expect(open.map(({ id }) => id)).toEqual([younger.ok && younger.orderId]);
  });
});

it("an order keeps one status of Stripe and one refusal, the latest", async () => {
  const order = await newOrder();
  await absorb(order, { status: "requires_payment_method", failure: DECLINED });
  await absorb(order, {
    status: "requires_payment_method",
    failure: { code: "expired_card", declineCode: null },
  });
  expect(await viewOf(order)).toMatchObject({ advice: "expired_card" });
  const [row] =
    await sql()`select stripe_payment_intent_status as status from orders where id = ${order.orderId}`;
  expect(row?.status).toBe("requires_payment_method");
});
