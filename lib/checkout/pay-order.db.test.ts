import { afterAll, afterEach, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { nowMs, useClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { useStripeLimits } from "@/lib/stripe/client";
import { retrievePaymentIntent } from "@/lib/stripe/retrieve-payment-intent";
import {
  authenticate,
  breakCalls,
  CARDS,
  newToken,
  paymentIntentsOf,
  useEmulator,
} from "@/lib/stripe/testing";
import { cancelOrder } from "./cancel-order";
import { getOrderView } from "./get-order-view";
import { payOrder } from "./pay-order";
import { refreshOrder } from "./refresh-order";
import { settlePayment } from "./settle-payment";
import { brokenPromises, newOrder, newWallet, stateOf } from "./testing";

useTestDatabase();
useEmulator();

const CREDITED = { available: 100, grants: 1, payments: 1, order: "paid" };
const UNPAID = { available: 0, grants: 0, payments: 0 };
const AWAY = { outcome: "refused", refusal: "stripe_unavailable", advice: null };
const HOUR_MS = 3_600_000;

type Order = { walletId: string; orderId: string };

async function pay(order: Order, card: string | { token: string }) {
  const confirmationTokenId = typeof card === "string" ? await newToken(card) : card.token;
  return payOrder({
    ...order,
    confirmationTokenId,
    returnUrl: `http://localhost:3000/orders/${order.orderId}`,
  });
}

const viewOf = ({ walletId, orderId }: Order) => getOrderView(walletId, orderId);

async function theIntentOf(order: Order) {
  const intents = await paymentIntentsOf(order.orderId);
  expect(intents).toHaveLength(1);
  const [intent] = intents;
  if (!intent) throw new Error("no PaymentIntent");
  return intent;
}

/** Charged exactly once, credited exactly once. */
async function expectCreditedOnce(order: Order) {
  expect(await stateOf(order)).toEqual(CREDITED);
  expect(await theIntentOf(order)).toMatchObject({ status: "succeeded", amount_received: 500 });
}

let restoreClock: (() => void) | null = null;
function later(ms: number) {
  const start = nowMs();
  restoreClock = useClock(() => start + ms);
}
afterEach(() => {
  restoreClock?.();
  restoreClock = null;
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

describe("paying an order", () => {
  it("charges once, credits at once, and shows the receipt", async () => {
    const order = await newOrder();
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    await expectCreditedOnce(order);
    expect(await viewOf(order)).toMatchObject({
      progress: "credited",
      receipt: { method: "card", cardBrand: "visa", cardLast4: "4242" },
    });
  });

  it("in a currency without decimals charges whole units", async () => {
    const order = await newOrder("starter", "jpy");
    const token = await newToken(CARDS.fine, { amount: 750, currency: "jpy" });
    expect(await pay(order, { token })).toEqual({ outcome: "succeeded" });
    expect(await theIntentOf(order)).toMatchObject({ status: "succeeded", amount_received: 750 });
    expect(await stateOf(order)).toEqual(CREDITED);
  });

  it("charges what the payer was shown or nothing, and asks Stripe for nothing when it differs", async () => {
    const order = await newOrder();
    const confirmationTokenId = await newToken(CARDS.fine);
    const request = { ...order, confirmationTokenId, returnUrl: "http://localhost:3000/orders" };
    expect(await payOrder({ ...request, shownMinor: 499 })).toMatchObject({ refusal: "amount_changed" });
    expect(await paymentIntentsOf(order.orderId)).toEqual([]);
    expect(await payOrder({ ...request, shownMinor: 500 })).toEqual({ outcome: "succeeded" });
    await expectCreditedOnce(order);
  });

  it("again after it was paid is refused and charges nothing", async () => {
    const order = await newOrder();
    await pay(order, CARDS.fine);
    expect(await pay(order, CARDS.fine)).toMatchObject({ refusal: "order_already_paid" });
    await expectCreditedOnce(order);
  });

  it("with a refused card keeps the order, and the next card pays the same PaymentIntent", async () => {
    const order = await newOrder();
    expect(await pay(order, CARDS.insufficientFunds)).toEqual({
      outcome: "refused",
      refusal: "card_declined",
      advice: "insufficient_funds",
    });
    expect(await viewOf(order)).toMatchObject({ progress: "declined", advice: "insufficient_funds" });
    const { id } = await theIntentOf(order);
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    await expectCreditedOnce(order);
    expect((await theIntentOf(order)).id).toBe(id);
    expect(await viewOf(order)).toMatchObject({ advice: null });
  });

  it("with a stolen card, or one that Radar blocks, tells nobody why", async () => {
    for (const card of [CARDS.stolen, CARDS.blockedByRadar]) {
      const order = await newOrder();
      expect(await pay(order, card)).toMatchObject({ refusal: "card_declined", advice: "generic" });
      expect(await refreshOrder(order)).toMatchObject({ progress: "declined", advice: "generic" });
    }
  });

  it("is given up after ten tries in an hour, and possible again later", async () => {
    const order = await newOrder();
    for (let attempt = 0; attempt < 10; attempt++)
      expect(await pay(order, CARDS.insufficientFunds)).toMatchObject({ refusal: "card_declined" });
    expect(await pay(order, CARDS.fine)).toMatchObject({ refusal: "too_many_attempts" });
    later(HOUR_MS + 1);
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    await expectCreditedOnce(order);
  });
});

describe("3D Secure", () => {
  it("hands the browser what it needs; when completed, the order page settles", async () => {
    const order = await newOrder();
    const answer = await pay(order, CARDS.threeDSecure);
    expect(answer).toMatchObject({
      outcome: "requires_action",
      clientSecret: expect.stringMatching(/_secret_/),
    });
    expect(await viewOf(order)).toMatchObject({ progress: "waiting_for_bank" });
    await authenticate(await theIntentOf(order), "complete");
    expect(await refreshOrder(order)).toMatchObject({ progress: "credited" });
    await expectCreditedOnce(order);
  });

  it("when failed, the order says so and another card pays it", async () => {
    const order = await newOrder();
    await pay(order, CARDS.threeDSecure);
    await authenticate(await theIntentOf(order), "fail");
    expect(await refreshOrder(order)).toMatchObject({
      progress: "declined",
      advice: "authentication_failed",
    });
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    await expectCreditedOnce(order);
  });

  it("left unfinished, another card pays the same order", async () => {
    const order = await newOrder();
    await pay(order, CARDS.threeDSecure);
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    await expectCreditedOnce(order);
  });

  it("asked for again by the same request gets the same answer", async () => {
    const order = await newOrder();
    const token = await newToken(CARDS.threeDSecure);
    const first = await pay(order, { token });
    expect(await pay(order, { token })).toEqual(first);
  });

  it("completed in another tab: the next try finds the money and charges nothing", async () => {
    const order = await newOrder();
    await pay(order, CARDS.threeDSecure);
    await authenticate(await theIntentOf(order), "complete");
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    await expectCreditedOnce(order);
  });
});

describe("a confirmation token", () => {
  it("is good for one try", async () => {
    const order = await newOrder();
    const token = await newToken(CARDS.insufficientFunds);
    await pay(order, { token });
    expect(await pay(order, { token })).toMatchObject({ refusal: "confirmation_token_used" });
  });

  it("of another order is refused", async () => {
    const [paid, other] = [await newOrder(), await newOrder()];
    const token = await newToken(CARDS.fine);
    await pay(paid, { token });
    expect(await pay(other, { token })).toMatchObject({ refusal: "confirmation_token_used" });
    expect(await stateOf(other)).toEqual({ ...UNPAID, order: "open" });
  });

  it("made for another amount or currency is refused", async () => {
    for (const shown of [{ amount: 1 }, { currency: "eur" }]) {
      const order = await newOrder();
      const token = await newToken(CARDS.fine, shown);
      expect(await pay(order, { token })).toMatchObject({ refusal: "confirmation_token_mismatch" });
      expect(await stateOf(order)).toEqual({ ...UNPAID, order: "open" });
    }
  });

  it("that is unknown, malformed or expired is refused", async () => {
    const order = await newOrder();
    for (const token of ["ctoken_unknown", "pm_card_visa", "", "../customers"])
      expect(await pay(order, { token })).toMatchObject({ refusal: "confirmation_token_invalid" });
    const token = await newToken(CARDS.fine);
    later(13 * HOUR_MS);
    expect(await pay(order, { token })).toMatchObject({ refusal: "confirmation_token_invalid" });
    expect(await stateOf(order)).toEqual({ ...UNPAID, order: "open" });
  });
});

describe("two payers of one order", () => {
  it("at once: one confirms, the others are refused and charge nothing", async () => {
    const order = await newOrder();
    const tokens = await Promise.all([CARDS.fine, CARDS.fine, CARDS.fine].map((card) => newToken(card)));
    const answers = await Promise.all(tokens.map((token) => pay(order, { token })));
    expect(answers.filter(({ outcome }) => outcome === "succeeded")).toHaveLength(1);
    // Who comes while the first is at work hears one thing, who comes when it is done hears the other.
    const refusals = answers.flatMap((answer) => (answer.outcome === "refused" ? [answer.refusal] : []));
    expect(refusals).toHaveLength(2);
    for (const refusal of refusals) expect(["payment_in_progress", "order_already_paid"]).toContain(refusal);
    await expectCreditedOnce(order);
  });

  it("a payer that died holds the order for a minute, no longer", async () => {
    const order = await newOrder();
    await sql()`update orders set claimed_until = ${new Date(nowMs() + 60_000)} where id = ${order.orderId}`;
    expect(await pay(order, CARDS.fine)).toMatchObject({ refusal: "payment_in_progress" });
    later(60_001);
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
  });

  it("another person's order, an unknown and a malformed one are not found", async () => {
    const { orderId } = await newOrder();
    const walletId = await newWallet();
    for (const id of [orderId, newId(), "nonsense"])
      expect(await pay({ walletId, orderId: id }, CARDS.fine)).toMatchObject({ refusal: "order_not_found" });
  });

  it("the page, the webhook and the payer settle at once: one grant", async () => {
    const order = await newOrder();
    await pay(order, CARDS.threeDSecure);
    const { id } = await theIntentOf(order);
    await authenticate(await theIntentOf(order), "complete");
    const settle = async () => {
      const money = await retrievePaymentIntent(id);
      if (money.ok) await inTransaction((tx) => settlePayment(tx, money.value, new Date(nowMs())));
    };
    await Promise.all([refreshOrder(order), settle(), refreshOrder(order), settle(), pay(order, CARDS.fine)]);
    await expectCreditedOnce(order);
  });
});

describe("when Stripe does not answer", () => {
  const everyStep = [
    ["customer", "/v1/customers"],
    ["payment intent", "/v1/payment_intents"],
    ["confirmation token", "/v1/confirmation_tokens/*"],
    ["confirmation", "/v1/payment_intents/*/confirm"],
  ] as const;

  it.each(everyStep)(
    "to the call for the %s, the person is told, and the next try pays",
    async (_step, path) => {
      for (const action of ["fail", "reset"] as const) {
        const order = await newOrder();
        const [first, second] = [await newToken(CARDS.fine), await newToken(CARDS.fine)];
        useStripeLimits({ retries: 0 });
        await breakCalls({ path, action, count: 4 });
        expect(await pay(order, { token: first })).toEqual(AWAY);
        expect(await stateOf(order)).toMatchObject(UNPAID);
        await breakCalls();
        expect(await pay(order, { token: second })).toEqual({ outcome: "succeeded" });
        await expectCreditedOnce(order);
      }
    },
  );

  it("in time, the person is told, and the next try pays", async () => {
    const order = await newOrder();
    useStripeLimits({ timeoutMs: 300, retries: 0 });
    await breakCalls({ path: "/v1/payment_intents/*/confirm", action: "hang", count: 2 });
    expect(await pay(order, CARDS.fine)).toEqual(AWAY);
    // So short a time is for the call that hangs; those that pay may take theirs.
    await breakCalls();
    useStripeLimits({ retries: 0 });
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    await expectCreditedOnce(order);
  });

  it("after it took the money, the next try finds the money and charges nothing", async () => {
    const order = await newOrder();
    await breakCalls({ path: "/v1/payment_intents/*/confirm", action: "reset", when: "after", count: 2 });
    expect(await pay(order, CARDS.fine)).toEqual(AWAY);
    expect(await stateOf(order)).toMatchObject(UNPAID);
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    await expectCreditedOnce(order);
  });

  it("after it took the money, the order page finds it too", async () => {
    const order = await newOrder();
    await breakCalls({ path: "/v1/payment_intents/*/confirm", action: "reset", when: "after", count: 2 });
    await pay(order, CARDS.fine);
    expect(await refreshOrder(order)).toMatchObject({ progress: "credited" });
    await expectCreditedOnce(order);
  });

  it("after it made the PaymentIntent, no second one is made, also when the key is forgotten", async () => {
    for (const age of [0, 25 * HOUR_MS]) {
      const order = await newOrder();
      await breakCalls({
        path: "/v1/payment_intents",
        method: "POST",
        action: "reset",
        when: "after",
        count: 3,
      });
      expect(await pay(order, CARDS.fine)).toEqual(AWAY);
      await sql()`update orders set created_at = ${new Date(nowMs() - age)} where id = ${order.orderId}`;
      expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
      await expectCreditedOnce(order);
    }
  });

  it("many times in a row, it is not asked for a while and people are told at once", async () => {
    useStripeLimits({ retries: 0 });
    await breakCalls({ path: "/v1/", action: "fail", count: 5 });
    const orders = await Promise.all(Array.from({ length: 6 }, () => newOrder()));
    for (const order of orders) expect(await pay(order, { token: "ctoken_x" })).toEqual(AWAY);
    const order = await newOrder();
    expect(await pay(order, CARDS.fine)).toEqual(AWAY);
  });
});

describe("a customer or payment that our keys cannot see", () => {
  it("is replaced: a customer deleted at Stripe does not stop its person from paying", async () => {
    const order = await newOrder();
    await sql()`update wallets set stripe_customer_id = ${`cus_${newId()}`} where id = ${order.walletId}`;
    expect(await pay(order, CARDS.fine)).toEqual({ outcome: "succeeded" });
    await expectCreditedOnce(order);
  });

  it("ends the order: the person orders again", async () => {
    const order = await newOrder();
    await sql()`update orders set stripe_payment_intent_id = ${`pi_${newId()}`} where id = ${order.orderId}`;
    expect(await pay(order, CARDS.fine)).toMatchObject({ refusal: "order_canceled" });
    expect(await stateOf(order)).toEqual({ ...UNPAID, order: "canceled" });
  });
});

describe("canceling an order", () => {
  it("means that it can no longer be paid, here or at Stripe; twice is fine", async () => {
    const order = await newOrder();
    await pay(order, CARDS.insufficientFunds);
    expect(await cancelOrder(order)).toEqual({ ok: true });
    expect(await cancelOrder(order)).toEqual({ ok: true });
    expect(await theIntentOf(order)).toMatchObject({ status: "canceled" });
    expect(await pay(order, CARDS.fine)).toMatchObject({ refusal: "order_canceled" });
  });

  it("is possible before anything was tried", async () => {
    const order = await newOrder();
    expect(await cancelOrder(order)).toEqual({ ok: true });
    expect(await stateOf(order)).toMatchObject({ order: "canceled" });
  });

  it("is refused when the money came, and the money is settled instead", async () => {
    const order = await newOrder();
    await pay(order, CARDS.threeDSecure);
    await authenticate(await theIntentOf(order), "complete");
    expect(await cancelOrder(order)).toEqual({ ok: false, refusal: "order_already_paid" });
    await expectCreditedOnce(order);
  });

  it("is refused while Stripe is away, and nothing changes", async () => {
    const order = await newOrder();
    await pay(order, CARDS.insufficientFunds);
    await breakCalls({ path: "/v1/payment_intents/*/cancel", action: "fail", count: 3 });
    expect(await cancelOrder(order)).toEqual({ ok: false, refusal: "stripe_unavailable" });
    expect(await stateOf(order)).toMatchObject({ order: "open" });
  });
});
