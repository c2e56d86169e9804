import { afterAll, afterEach, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { payOrder } from "@/lib/checkout/pay-order";
import { brokenPromises, newOrder } from "@/lib/checkout/testing";
import { nowMs, useClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { stripe } from "@/lib/stripe/client";
import { breakCalls, CARDS, newToken, paymentIntentsOf, useEmulator } from "@/lib/stripe/testing";
import { absorbRefund } from "./absorb-refund";
import { findPaidMoney } from "./find-paid-money";
import { listReversalsOfPayment } from "./list-reversals";
import { openRefundRequest } from "./open-refund-request";
import { previewRefund } from "./preview-refund";
import { readRefund } from "./read-refund";
import { refundPayment } from "./refund-payment";
import { disputeOf, hearOfDispute, hearOfRefund, refundOf, spend, totalsOf } from "./testing";

useTestDatabase();
useEmulator();
let restoreClock: (() => void) | null = null;
afterEach(() => {
  restoreClock?.();
  restoreClock = null;
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const ALL = { total: 100, own: 100, others: 0, owed: 0 };
const CARD_WITH_DISPUTE = "4000000000000259";

/** A person who bought 100 credits for 5.00 USD, at Stripe too. */
async function buy(card: string = CARDS.fine) {
  const order = await newOrder();
  const confirmationTokenId = await newToken(card);
  const returnUrl = `http://localhost:3000/orders/${order.orderId}`;
  const answer = await payOrder({ ...order, confirmationTokenId, returnUrl });
  expect(answer.outcome).toBe("succeeded");
  const [intent] = await paymentIntentsOf(order.orderId);
  return { ...order, paymentIntentId: intent?.id ?? "" };
}

function asked(paymentIntentId: string, changed: object = {}) {
  return {
    requestId: newId(),
    paymentIntentId,
    amountMinor: 500,
    reason: "requested_by_customer" as const,
    operatorUserId: "operator-1",
    expectedCredits: ALL,
    ...changed,
  };
}

const refundsAtStripe = async (paymentIntentId: string) =>
  (await stripe().refunds.list({ payment_intent: paymentIntentId })).data;

describe("before a refund", () => {
  it("an operator sees where the credits would come from, and nothing changes", async () => {
    const { walletId, paymentIntentId } = await buy();
    await spend(walletId, 30);
    const preview = await previewRefund({ paymentIntentId, amountMinor: 500 });
    expect(preview).toMatchObject({
      ok: true,
      refundableMinor: 500,
      currency: "usd",
      credits: { total: 100, own: 70, others: 0, owed: 30 },
    });
    expect(await totalsOf(walletId)).toEqual({ available: 70, held: 0, owed: 0 });
    expect((await listReversalsOfPayment(paymentIntentId)).refunds).toEqual([]);
  });

  it("what cannot be refunded is refused by name", async () => {
    const { paymentIntentId } = await buy();
    const of = (amountMinor: number, id = paymentIntentId) =>
      previewRefund({ paymentIntentId: id, amountMinor });
    expect(await of(1, "pi_unknown")).toEqual({ ok: false, refusal: "payment_not_found" });
    expect(await of(0)).toEqual({ ok: false, refusal: "amount_not_positive" });
    expect(await of(501)).toEqual({ ok: false, refusal: "amount_over_rest" });
    await hearOfRefund(refundOf({ paymentIntentId }, { amountMinor: 400 }));
    expect(await of(101)).toEqual({ ok: false, refusal: "amount_over_rest" });
    await hearOfRefund(refundOf({ paymentIntentId }, { amountMinor: 100 }));
    expect(await of(1)).toEqual({ ok: false, refusal: "payment_not_refundable" });
    await hearOfDispute(disputeOf({ paymentIntentId }));
    expect(await of(1)).toEqual({ ok: false, refusal: "disputed" });
  });
});

describe("a refund", () => {
  it("gives the money back at Stripe, takes the credits, and keeps who did it", async () => {
    const { walletId, paymentIntentId } = await buy();
    const made = await refundPayment(asked(paymentIntentId));
    expect(made).toMatchObject({ ok: true, status: "succeeded" });
    expect(await refundsAtStripe(paymentIntentId)).toMatchObject([
      { amount: 500, reason: "requested_by_customer" },
    ]);
    expect(await totalsOf(walletId)).toEqual({ available: 0, held: 0, owed: 0 });
    expect((await listReversalsOfPayment(paymentIntentId)).refunds).toMatchObject([
      { amountMinor: 500, operatorUserId: "operator-1", credits: { taken: 100, given: 0, spared: 0 } },
    ]);
  });

  it("pressed twice, one after the other or at once, gives the money once", async () => {
    const { walletId, paymentIntentId } = await buy();
    const half = asked(paymentIntentId, {
      amountMinor: 250,
      expectedCredits: { total: 50, own: 50, others: 0, owed: 0 },
    });
    await Promise.all([refundPayment(half), refundPayment(half)]);
    expect(await refundPayment(half)).toMatchObject({ ok: true });
    expect(await refundsAtStripe(paymentIntentId)).toHaveLength(1);
    expect(await totalsOf(walletId)).toEqual({ available: 50, held: 0, owed: 0 });
  });

  it("is asked again when the credits have gone elsewhere since it was shown", async () => {
    const { walletId, paymentIntentId } = await buy();
    await spend(walletId, 1);
    expect(await refundPayment(asked(paymentIntentId))).toEqual({ ok: false, refusal: "effect_changed" });
    expect(await refundsAtStripe(paymentIntentId)).toEqual([]);
  });

  it("whose answer was lost is found by the next press, and not made again", async () => {
    const { paymentIntentId } = await buy();
    const request = asked(paymentIntentId);
    await breakCalls({ path: "/v1/refunds", method: "POST", count: 9, action: "reset", when: "after" });
    expect(await refundPayment(request)).toEqual({ ok: false, refusal: "stripe_unavailable" });
    await breakCalls();
    const other = await refundPayment(asked(paymentIntentId));
    expect(other).toEqual({ ok: false, refusal: "payment_not_refundable" });
    expect(await refundPayment(request)).toMatchObject({ ok: true });
    expect(await refundsAtStripe(paymentIntentId)).toHaveLength(1);
  });

  it("that could not be read again after it was made is written by its event, with who asked for it", async () => {
    const { walletId, paymentIntentId } = await buy();
    await breakCalls({ path: "/v1/refunds/re_", method: "GET", count: 3, action: "fail" });
    const made = await refundPayment(asked(paymentIntentId));
    if (!made.ok) throw new Error(made.refusal);
    expect((await listReversalsOfPayment(paymentIntentId)).refunds).toEqual([]);
    const reading = await readRefund(made.refundId);
    await inTransaction((tx) => absorbRefund(tx, reading));
    expect((await listReversalsOfPayment(paymentIntentId)).refunds).toMatchObject([
      { operatorUserId: "operator-1", credits: { taken: 100 } },
    ]);
    expect(await totalsOf(walletId)).toEqual({ available: 0, held: 0, owed: 0 });
  });

  it("that has no answer yet keeps a second operator from asking, and goes on when it is pressed again", async () => {
    const { paymentIntentId } = await buy();
    const request = asked(paymentIntentId);
    await breakCalls({ path: "/v1/refunds", method: "POST", count: 3, action: "reset", when: "before" });
    expect(await refundPayment(request)).toEqual({ ok: false, refusal: "stripe_unavailable" });
    const other = await refundPayment(asked(paymentIntentId));
    expect(other).toEqual({ ok: false, refusal: "refund_in_progress" });
    expect(await refundPayment(request)).toMatchObject({ ok: true });
    expect(await refundsAtStripe(paymentIntentId)).toHaveLength(1);
  });

  it("that never reached Stripe is not made from an old page after a later one gave money back", async () => {
    const { paymentIntentId } = await buy();
    const half = { amountMinor: 250, expectedCredits: { ...ALL, total: 50, own: 50 } };
    const lost = asked(paymentIntentId, half);
    await breakCalls({ path: "/v1/refunds", method: "POST", count: 3, action: "reset", when: "before" });
    expect(await refundPayment(lost)).toEqual({ ok: false, refusal: "stripe_unavailable" });
    const at = nowMs() + 6 * 60_000;
    restoreClock = useClock(() => at);
    expect(await refundPayment(asked(paymentIntentId, half))).toMatchObject({ ok: true });
    expect(await refundPayment(lost)).toEqual({ ok: false, refusal: "effect_changed" });
    expect(await refundsAtStripe(paymentIntentId)).toHaveLength(1);
  });

  it("that never reached Stripe is not made from an old page after somebody gave money back in its dashboard", async () => {
    const { paymentIntentId } = await buy();
    const half = { amountMinor: 250, expectedCredits: { ...ALL, total: 50, own: 50 } };
    const lost = asked(paymentIntentId, half);
    await breakCalls({ path: "/v1/refunds", method: "POST", count: 3, action: "reset", when: "before" });
    expect(await refundPayment(lost)).toEqual({ ok: false, refusal: "stripe_unavailable" });
    await stripe().refunds.create({ payment_intent: paymentIntentId, amount: 250 });
    expect(await refundPayment(lost)).toEqual({ ok: false, refusal: "effect_changed" });
    expect(await refundsAtStripe(paymentIntentId)).toHaveLength(1);
  });

  it("is not made for a second operator whose look was before the first one's refund went through", async () => {
    const { paymentIntentId } = await buy();
    const half = { amountMinor: 250, expectedCredits: { ...ALL, total: 50, own: 50 } };
    const paid = await findPaidMoney(sql(), paymentIntentId);
    const seen = await previewRefund({ paymentIntentId, amountMinor: 250 });
    if (!paid || !seen.ok) throw new Error("the payment is there and nothing went back");
    expect(await refundPayment(asked(paymentIntentId, half))).toMatchObject({ ok: true });
    const second = await openRefundRequest(paid, asked(paymentIntentId, half), seen.refundableMinor);
    expect(second).toEqual({ ok: false, refusal: "effect_changed" });
  });

  it("is not asked for while Stripe cannot say what it has", async () => {
    const { paymentIntentId } = await buy();
    await breakCalls({ path: "/v1/refunds", method: "GET", count: 3, action: "fail" });
    expect(await refundPayment(asked(paymentIntentId))).toEqual({ ok: false, refusal: "stripe_unavailable" });
    expect(
      await sql()`select 1 from refund_requests where stripe_payment_intent_id = ${paymentIntentId}`,
    ).toEqual([]);
  });

  it("that Stripe keeps failing under its key is made under the next one", async () => {
    const { paymentIntentId } = await buy();
    await breakCalls({
      path: "/v1/refunds",
      method: "POST",
      count: 1,
      action: "fail",
      when: "during",
      status: 500,
    });
    expect(await refundPayment(asked(paymentIntentId))).toMatchObject({ ok: true });
    expect(await refundsAtStripe(paymentIntentId)).toHaveLength(1);
  });

  it("asked for again after Stripe has forgotten the key is looked up first", async () => {
    const { paymentIntentId } = await buy();
    const request = asked(paymentIntentId);
    expect(await refundPayment(request)).toMatchObject({ ok: true });
    const at = nowMs() + 25 * 3_600_000;
    restoreClock = useClock(() => at);
    expect(await refundPayment(request)).toMatchObject({ ok: true });
    expect(await refundsAtStripe(paymentIntentId)).toHaveLength(1);
  });

  it("that never reached Stripe is shown again before it is made after a day", async () => {
    const { paymentIntentId } = await buy();
    const lost = asked(paymentIntentId);
    await breakCalls({ path: "/v1/refunds", method: "POST", count: 3, action: "reset", when: "before" });
    expect(await refundPayment(lost)).toEqual({ ok: false, refusal: "stripe_unavailable" });
    const at = nowMs() + 24 * 3_600_000;
    restoreClock = useClock(() => at);
    expect(await refundPayment(lost)).toEqual({ ok: false, refusal: "effect_changed" });
    expect(await refundsAtStripe(paymentIntentId)).toEqual([]);
    expect(await refundPayment(asked(paymentIntentId))).toMatchObject({ ok: true });
  });

  it("is not made again after a day, though somebody took our mark off it in Stripe's dashboard", async () => {
    const { paymentIntentId } = await buy();
    const half = asked(paymentIntentId, {
      amountMinor: 250,
      expectedCredits: { ...ALL, total: 50, own: 50 },
    });
    const made = await refundPayment(half);
    const [refund] = await refundsAtStripe(paymentIntentId);
    await stripe().refunds.update(refund?.id ?? "", { metadata: { request_id: "" } });
    const at = nowMs() + 24 * 3_600_000;
    restoreClock = useClock(() => at);
    expect(await refundPayment(half)).toEqual(made);
    expect(await refundsAtStripe(paymentIntentId)).toHaveLength(1);
  });

  it("that Stripe refuses because more is known there brings our books up to date", async () => {
    const { walletId, paymentIntentId } = await buy();
    await stripe().refunds.create({ payment_intent: paymentIntentId });
    const refused = await refundPayment(asked(paymentIntentId));
    expect(refused).toEqual({ ok: false, refusal: "payment_not_refundable" });
    expect(await totalsOf(walletId)).toEqual({ available: 0, held: 0, owed: 0 });
  });

  it("that our key may not make is refused as that, and not as money that is gone", async () => {
    const { walletId, paymentIntentId } = await buy();
    await breakCalls({ path: "/v1/refunds", method: "POST", count: 1, action: "fail", status: 403 });
    const refused = await refundPayment(asked(paymentIntentId));
    expect(refused).toEqual({ ok: false, refusal: "refused_by_stripe" });
    expect(await totalsOf(walletId)).toEqual({ available: 100, held: 0, owed: 0 });
    expect(await refundPayment(asked(paymentIntentId))).toMatchObject({ ok: true });
  });

  it("of a payment that the bank has taken is refused, and the dispute is known then", async () => {
    const { walletId, paymentIntentId } = await buy(CARD_WITH_DISPUTE);
    expect(await refundPayment(asked(paymentIntentId))).toEqual({ ok: false, refusal: "disputed" });
    expect(await totalsOf(walletId)).toEqual({ available: 0, held: 100, owed: 0 });
    expect(await listReversalsOfPayment(paymentIntentId)).toMatchObject({
      disputes: [{ status: "needs_response" }],
      keptCredits: 100,
    });
  });

  it("of a parked payment gives the money back and touches no credits", async () => {
    const { walletId, paymentIntentId } = await buy();
    const other = await stripe().paymentIntents.create({
      amount: 700,
      currency: "usd",
      payment_method: "pm_card_visa",
      confirm: true,
      return_url: "http://localhost:3000/x",
    });
    await sql()`
      insert into payments (wallet_id, stripe_payment_intent_id, origin, status, livemode, currency, amount_minor,
        credits, parked_reason, paid_at)
      values (${walletId}, ${other.id}, 'customer', 'parked', false, 'usd', 700, 0, 'amount_differs', now())`;
    const none = { total: 0, own: 0, others: 0, owed: 0 };
    const made = await refundPayment(asked(other.id, { amountMinor: 700, expectedCredits: none }));
    expect(made).toMatchObject({ ok: true });
    expect(await totalsOf(walletId)).toEqual({ available: 100, held: 0, owed: 0 });
    expect(await refundsAtStripe(paymentIntentId)).toEqual([]);
  });
});
