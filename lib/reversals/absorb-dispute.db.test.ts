import { afterAll, afterEach, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { brokenPromises, moneyOf, newOrder } from "@/lib/checkout/testing";
import { captureHold } from "@/lib/ledger/capture-hold";
import { expireCredits } from "@/lib/ledger/expire-credits";
import { findHold } from "@/lib/ledger/find-hold";
import { holdCredits } from "@/lib/ledger/hold-credits";
import { releaseHold } from "@/lib/ledger/release-hold";
import { nowMs, useClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { disputeOf, hearOfDispute, hearOfRefund, newPurchase, refundOf, spend, totalsOf } from "./testing";

useTestDatabase();
let restoreClock: (() => void) | null = null;
afterEach(() => {
  restoreClock?.();
  restoreClock = null;
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const DAY_MS = 86_400_000;
const has = (available: number, held = 0, owed = 0) => ({ available, held, owed });

function daysLater(days: number) {
  const at = nowMs() + days * DAY_MS;
  restoreClock = useClock(() => at);
}

describe("a chargeback", () => {
  it("keeps back what is left of its credits, so that nobody can spend them", async () => {
    const bought = await newPurchase();
    await spend(bought.walletId, 30);
    await hearOfDispute(disputeOf(bought));
    expect(await totalsOf(bought.walletId)).toEqual(has(0, 70));
    await expect(spend(bought.walletId, 1)).rejects.toThrow("insufficient_credits");
  });

  it("in a currency of the bank's own counts as all of the payment", async () => {
    const bought = await newPurchase();
    const dispute = disputeOf(bought, { currency: "eur", amountMinor: 430 });
    await hearOfDispute(dispute);
    expect(await totalsOf(bought.walletId)).toEqual(has(0, 100));
    await hearOfDispute({ ...dispute, status: "lost" });
    expect(await totalsOf(bought.walletId)).toEqual(has(0));
  });

  it("of a part keeps that part back", async () => {
    const bought = await newPurchase();
    await hearOfDispute(disputeOf(bought, { amountMinor: 200 }));
    expect(await totalsOf(bought.walletId)).toEqual(has(60, 40));
  });

  it("that is won lets everything go", async () => {
    const bought = await newPurchase();
    const dispute = disputeOf(bought);
    await hearOfDispute(dispute);
    await hearOfDispute({ ...dispute, status: "under_review" });
    expect(await totalsOf(bought.walletId)).toEqual(has(0, 100));
    await hearOfDispute({ ...dispute, status: "won" });
    expect(await totalsOf(bought.walletId)).toEqual(has(100));
  });

  it("that is lost takes back what was kept, and what was spent is owed", async () => {
    const bought = await newPurchase();
    await spend(bought.walletId, 30);
    const dispute = disputeOf(bought);
    await hearOfDispute(dispute);
    await hearOfDispute({ ...dispute, status: "lost" });
    expect(await totalsOf(bought.walletId)).toEqual(has(0, 0, 30));
  });

  it("that is lost and appealed waits again, and a win gives the credits again", async () => {
    const bought = await newPurchase();
    const dispute = disputeOf(bought);
    await hearOfDispute({ ...dispute, status: "lost" });
    await hearOfDispute({ ...dispute, status: "appeal_under_review" });
    expect(await totalsOf(bought.walletId)).toEqual(has(0, 100));
    await hearOfDispute({ ...dispute, status: "won" });
    expect(await totalsOf(bought.walletId)).toEqual(has(100));
    await hearOfDispute({ ...dispute, status: "lost" });
    expect(await totalsOf(bought.walletId)).toEqual(has(0));
  });

  it("that was prevented lets everything go", async () => {
    const bought = await newPurchase();
    const dispute = disputeOf(bought);
    await hearOfDispute(dispute);
    await hearOfDispute({ ...dispute, status: "prevented" });
    expect(await totalsOf(bought.walletId)).toEqual(has(100));
  });

  it("heard of many times at once keeps back and takes once", async () => {
    const bought = await newPurchase();
    const dispute = disputeOf(bought);
    await Promise.all([1, 2, 3].map(() => hearOfDispute(dispute)));
    expect(await totalsOf(bought.walletId)).toEqual(has(0, 100));
    await Promise.all([1, 2, 3].map(() => hearOfDispute({ ...dispute, status: "lost" })));
    expect(await totalsOf(bought.walletId)).toEqual(has(0));
  });

  it("of a payment nobody has heard of settles it and keeps its credits back", async () => {
    const order = await newOrder();
    const intent = moneyOf(order);
    await hearOfDispute(disputeOf({ paymentIntentId: intent.id }), { intent, plan: null });
    expect(await totalsOf(order.walletId)).toEqual(has(0, 100));
  });
});

describe("credits on a hold for work when a chargeback opens", () => {
  async function disputedAtWork(amountMinor = 500) {
    const bought = await newPurchase();
    const held = await inTransaction((tx) =>
      holdCredits(tx, { walletId: bought.walletId, key: newId(), credits: 60, reference: null }),
    );
    if (!held.ok) throw new Error(held.refusal);
    const dispute = disputeOf(bought, { amountMinor });
    await hearOfDispute(dispute);
    return { ...bought, dispute, holdId: held.holdId };
  }
  const release = (of: { walletId: string; holdId: string }) => inTransaction((tx) => releaseHold(tx, of));

  it("are kept back when the hold is released, and let go when it is won", async () => {
    const of = await disputedAtWork();
    await release(of);
    expect(await totalsOf(of.walletId)).toEqual(has(0, 100));
    await expect(spend(of.walletId, 1)).rejects.toThrow("insufficient_credits");
    await hearOfDispute({ ...of.dispute, status: "won" });
    expect(await totalsOf(of.walletId)).toEqual(has(100));
  });

  it("are left to that work, which may use them; what it leaves is kept back, and taken when it is lost", async () => {
    const of = await disputedAtWork();
    await inTransaction((tx) => captureHold(tx, { ...of, credits: 10 }));
    expect(await totalsOf(of.walletId)).toEqual(has(0, 90));
    await hearOfDispute({ ...of.dispute, status: "lost" });
    expect(await totalsOf(of.walletId)).toEqual(has(0, 0, 10));
  });

  it("are kept back only as far as they are disputed", async () => {
    const of = await disputedAtWork(250);
    expect(await totalsOf(of.walletId)).toEqual(has(0, 100));
    await release(of);
    expect(await totalsOf(of.walletId)).toEqual(has(50, 50));
  });

  it("are taken from the hold's own credits when it ends by itself and the dispute is lost then", async () => {
    const of = await disputedAtWork();
    daysLater(1);
    await hearOfDispute({ ...of.dispute, status: "lost" });
    expect(await totalsOf(of.walletId)).toEqual(has(0));
  });

  it("come back free when the dispute was won meanwhile", async () => {
    const of = await disputedAtWork();
    await hearOfDispute({ ...of.dispute, status: "won" });
    await release(of);
    expect(await totalsOf(of.walletId)).toEqual(has(100));
  });
});

describe("an inquiry", () => {
  it("only stands there, and keeps credits back once it becomes a chargeback", async () => {
    const bought = await newPurchase();
    const inquiry = disputeOf(bought, { status: "warning_needs_response", isRefundable: true });
    await hearOfDispute(inquiry);
    expect(await totalsOf(bought.walletId)).toEqual(has(100));
    await hearOfDispute({ ...inquiry, status: "needs_response", isRefundable: false });
    expect(await totalsOf(bought.walletId)).toEqual(has(0, 100));
  });

  it("that is closed changes nothing", async () => {
    const bought = await newPurchase();
    const inquiry = disputeOf(bought, { status: "warning_under_review" });
    await hearOfDispute(inquiry);
    await hearOfDispute({ ...inquiry, status: "warning_closed" });
    expect(await totalsOf(bought.walletId)).toEqual(has(100));
  });
});

describe("a dispute beside refunds", () => {
  it("of what was refunded already takes nothing twice", async () => {
    const bought = await newPurchase();
    await hearOfRefund(refundOf(bought));
    const dispute = disputeOf(bought);
    await hearOfDispute(dispute);
    await hearOfDispute({ ...dispute, status: "lost" });
    expect(await totalsOf(bought.walletId)).toEqual(has(0));
  });

  it("keeps back only what the refund left, whichever is heard of first", async () => {
    for (const refundFirst of [true, false]) {
      const bought = await newPurchase();
      const refund = refundOf(bought, { amountMinor: 200 });
      if (refundFirst) await hearOfRefund(refund);
      await hearOfDispute(disputeOf(bought, { amountMinor: 250 }));
      if (!refundFirst) await hearOfRefund(refund);
      expect(await totalsOf(bought.walletId)).toEqual(has(10, 50));
    }
  });

  it("two for one payment keep back and take what each is about", async () => {
    const bought = await newPurchase();
    const [one, two] = [disputeOf(bought, { amountMinor: 249 }), disputeOf(bought, { amountMinor: 251 })];
    await hearOfDispute(one);
    await hearOfDispute(two);
    expect(await totalsOf(bought.walletId)).toEqual(has(0, 100));
    await hearOfDispute({ ...one, status: "won" });
    expect(await totalsOf(bought.walletId)).toEqual(has(50, 50));
    await hearOfDispute({ ...two, status: "lost" });
    expect(await totalsOf(bought.walletId)).toEqual(has(50));
  });
});

describe("what is kept back", () => {
  it("is no hold of the person's: it cannot be seen, captured or released", async () => {
    const { walletId, ...bought } = await newPurchase();
    await hearOfDispute(disputeOf(bought));
    const [hold] = await sql()<{ id: string }[]>`
      select id from credit_holds where wallet_id = ${walletId} and expires_at is null`;
    const holdId = hold?.id ?? "";
    expect(await findHold(walletId, holdId)).toBeNull();
    const released = await inTransaction((tx) => releaseHold(tx, { walletId, holdId }));
    expect(released).toEqual({ ok: false, refusal: "hold_not_found" });
    const captured = await inTransaction((tx) => captureHold(tx, { walletId, holdId, credits: 1 }));
    expect(captured).toEqual({ ok: false, refusal: "hold_not_found" });
    expect(await totalsOf(walletId)).toEqual(has(0, 100));
  });

  it("does not end by itself, and is lost without debt when its date passes before the dispute does", async () => {
    const bought = await newPurchase();
    const dispute = disputeOf(bought);
    await hearOfDispute(dispute);
    daysLater(400);
    await inTransaction((tx) => expireCredits(tx, bought.walletId));
    expect(await totalsOf(bought.walletId)).toEqual(has(0, 100));
    await hearOfDispute({ ...dispute, status: "lost" });
    expect(await totalsOf(bought.walletId)).toEqual(has(0));
  });
});

describe("credits that expired unused", () => {
  it("are not taken a second time: only what was used is owed", async () => {
    const bought = await newPurchase();
    await spend(bought.walletId, 30);
    daysLater(400);
    await hearOfRefund(refundOf(bought));
    expect(await totalsOf(bought.walletId)).toEqual(has(0, 0, 30));
  });

  it("count first when a part goes back, and a refund that fails gives no more than was taken", async () => {
    const bought = await newPurchase();
    await spend(bought.walletId, 30);
    daysLater(400);
    const half = refundOf(bought, { amountMinor: 250 });
    await hearOfRefund(half);
    expect(await totalsOf(bought.walletId)).toEqual(has(0));
    const rest = refundOf(bought, { amountMinor: 250 });
    await hearOfRefund(rest);
    expect(await totalsOf(bought.walletId)).toEqual(has(0, 0, 30));
    await hearOfRefund({ ...half, status: "failed" });
    expect(await totalsOf(bought.walletId)).toEqual(has(0));
  });
});
