import { afterAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { settlePayment } from "@/lib/checkout/settle-payment";
import { brokenPromises, moneyOf, newOrder } from "@/lib/checkout/testing";
import { now } from "@/lib/platform/clock";
import { absorbRefund } from "./absorb-refund";
import { drawTicket } from "./known";
import { hearOfRefund, newPurchase, refundOf, spend, totalsOf } from "./testing";

useTestDatabase();
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const has = (available: number, owed = 0) => ({ available, held: 0, owed });

describe("a refund", () => {
  it("of all takes back the whole grant", async () => {
    const bought = await newPurchase();
    const absorbed = await hearOfRefund(refundOf(bought));
    expect(absorbed).toMatchObject({
      kind: "recorded",
      sentence: expect.stringContaining("100 credits taken"),
    });
    expect(await totalsOf(bought.walletId)).toEqual(has(0));
  });

  it("heard of again, or at once by many, takes nothing more", async () => {
    const bought = await newPurchase();
    const refund = refundOf(bought, { amountMinor: 250 });
    const all = await Promise.all([1, 2, 3, 4].map(() => hearOfRefund(refund)));
    expect(all.filter(({ kind }) => kind === "recorded")).toHaveLength(1);
    expect(await totalsOf(bought.walletId)).toEqual(has(50));
  });

  it("in parts that do not divide evenly takes back exactly all in the end", async () => {
    const bought = await newPurchase();
    for (const [amountMinor, left] of [
      [166, 67],
      [167, 34],
      [166, 1],
      [1, 0],
    ] as const) {
      await hearOfRefund(refundOf(bought, { amountMinor }));
      expect(await totalsOf(bought.walletId)).toEqual(has(left));
    }
  });

  it("after the credits were spent is owed, and the next purchase repays it first", async () => {
    const bought = await newPurchase();
    await spend(bought.walletId, 70);
    await hearOfRefund(refundOf(bought));
    expect(await totalsOf(bought.walletId)).toEqual(has(0, 70));
    await expect(spend(bought.walletId, 1)).rejects.toThrow("insufficient_credits");
    await sql()`update wallets set stripe_customer_id = 'cus_next' where id = ${bought.walletId}`;
    const next = { ...moneyOf(bought), id: "pi_next", orderId: null, customerId: "cus_next" };
    await inTransaction((tx) => settlePayment(tx, next, now()));
    const grants = await sql()<{ amount: number; available: number }[]>`
      select amount, available from credit_grants where stripe_payment_intent_id = 'pi_next'`;
    expect(grants).toEqual([{ amount: expect.any(Number), available: (grants[0]?.amount ?? 0) - 70 }]);
    expect(await totalsOf(bought.walletId)).toEqual(has(grants[0]?.available ?? 0));
  });
});

describe("a refund that failed", () => {
  it("gives again what it took, as a grant with the date of the first", async () => {
    const bought = await newPurchase();
    const refund = refundOf(bought, { status: "pending" });
    await hearOfRefund(refund);
    expect(await totalsOf(bought.walletId)).toEqual(has(0));
    await hearOfRefund({ ...refund, status: "failed" });
    expect(await totalsOf(bought.walletId)).toEqual(has(100));
    const grants = await sql()`
      select source, amount, expires_at from credit_grants where wallet_id = ${bought.walletId} order by created_at, id`;
    expect(grants.map(({ source, amount }) => [source, amount])).toEqual([
      ["pack", 100],
      ["given_back", 100],
    ]);
    expect(grants[1]?.expires_at).toEqual(grants[0]?.expires_at);
  });

  it("repays first what it had made the person owe", async () => {
    const bought = await newPurchase();
    await spend(bought.walletId, 70);
    const refund = refundOf(bought);
    await hearOfRefund(refund);
    await hearOfRefund({ ...refund, status: "canceled" });
    expect(await totalsOf(bought.walletId)).toEqual(has(30));
  });

  it("can be followed by one that goes through, which takes everything once more", async () => {
    const bought = await newPurchase();
    const first = refundOf(bought);
    await hearOfRefund(first);
    await hearOfRefund({ ...first, status: "failed" });
    await spend(bought.walletId, 10);
    await hearOfRefund(refundOf(bought));
    expect(await totalsOf(bought.walletId)).toEqual(has(0, 10));
  });

  it("that was never heard of before takes nothing", async () => {
    const bought = await newPurchase();
    await hearOfRefund(refundOf(bought, { status: "failed" }));
    expect(await totalsOf(bought.walletId)).toEqual(has(100));
  });

  it("stays failed when an older reading is written after it", async () => {
    const bought = await newPurchase();
    const refund = refundOf(bought);
    const early = await drawTicket();
    await hearOfRefund({ ...refund, status: "failed" });
    const late = await inTransaction((tx) => absorbRefund(tx, { ticket: early, refund, money: null }));
    expect(late.kind).toBe("unchanged");
    expect(await totalsOf(bought.walletId)).toEqual(has(100));
  });
});

describe("a refund heard of before its payment", () => {
  it("settles the payment and then takes the credits back", async () => {
    const order = await newOrder();
    const intent = moneyOf(order);
    await hearOfRefund(refundOf({ paymentIntentId: intent.id }, { amountMinor: 250 }), {
      intent,
      plan: null,
    });
    expect(await totalsOf(order.walletId)).toEqual(has(50));
    const again = await inTransaction((tx) => settlePayment(tx, intent, now()));
    expect(again.kind).toBe("already_granted");
    expect(await totalsOf(order.walletId)).toEqual(has(50));
  });

  it("of money that is nobody's is ignored, and says whose it claims to be", async () => {
    const intent = moneyOf({ walletId: "elsewhere", orderId: "o" });
    const absorbed = await hearOfRefund(refundOf({ paymentIntentId: intent.id }), { intent, plan: null });
    expect(absorbed).toMatchObject({ kind: "ignored", named: { walletId: "elsewhere", orderId: "o" } });
  });

  it("of a parked payment is recorded and takes nothing", async () => {
    const order = await newOrder();
    const intent = moneyOf(order, { amountMinor: 400, amountReceivedMinor: 400 });
    const absorbed = await hearOfRefund(refundOf({ paymentIntentId: intent.id }, { amountMinor: 400 }), {
      intent,
      plan: null,
    });
    expect(absorbed.kind).toBe("recorded");
    expect(await totalsOf(order.walletId)).toEqual(has(0));
  });
});
