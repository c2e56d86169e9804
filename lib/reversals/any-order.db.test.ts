import { afterAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { brokenPromises } from "@/lib/checkout/testing";
import type { DisputeFacts } from "@/lib/stripe/disputes";
import type { RefundFacts } from "@/lib/stripe/refunds";
import { permutationsOf } from "@/lib/subscriptions/testing/facts";
import { absorbDispute } from "./absorb-dispute";
import { absorbRefund } from "./absorb-refund";
import { drawTicket } from "./known";
import { type Bought, disputeOf, newPurchase, refundOf, spend, totalsOf } from "./testing";

useTestDatabase();
afterAll(async () => expect(await brokenPromises()).toEqual([]));

type Truth = { refund: RefundFacts } | { dispute: DisputeFacts };

/** A story of one payment, moment by moment; each moment was read at Stripe when it was the truth. */
async function absorbInOrder(story: readonly Truth[], order: readonly number[]): Promise<void> {
  const tickets: number[] = [];
  for (const _ of story) tickets.push(await drawTicket());
  for (const at of order) {
    const [ticket, truth] = [tickets[at] ?? 0, story[at]];
    if (!truth) throw new Error(`no moment ${at}`);
    await inTransaction((tx) =>
      "refund" in truth
        ? absorbRefund(tx, { ticket, refund: truth.refund, money: null })
        : absorbDispute(tx, { ticket, dispute: truth.dispute, money: null }),
    );
  }
}

const STORIES: Record<string, { tell: (bought: Bought) => Truth[]; left: object }> = {
  "a refund that fails, another one, and a chargeback that is lost": {
    tell: (bought) => {
      const first = refundOf(bought, { status: "pending" });
      const dispute = disputeOf(bought, { amountMinor: 300 });
      return [
        { refund: first },
        { refund: { ...first, status: "failed" } },
        { refund: refundOf(bought, { amountMinor: 200 }) },
        { dispute: { ...dispute, status: "lost" } },
      ];
    },
    left: { available: 0, held: 0, owed: 30 },
  },
  "a chargeback that is lost, appealed and won, beside a partial refund": {
    tell: (bought) => {
      const dispute = disputeOf(bought, { amountMinor: 250 });
      return [
        { refund: refundOf(bought, { amountMinor: 250 }) },
        { dispute: { ...dispute, status: "lost" } },
        { dispute: { ...dispute, status: "appeal_under_review" } },
        { dispute: { ...dispute, status: "won", isRefundable: true } },
      ];
    },
    left: { available: 20, held: 0, owed: 0 },
  },
  "an inquiry that becomes a chargeback, and one more chargeback": {
    tell: (bought) => {
      const inquiry = disputeOf(bought, { amountMinor: 200, status: "warning_needs_response" });
      return [
        { dispute: inquiry },
        { dispute: { ...inquiry, status: "needs_response" } },
        { dispute: disputeOf(bought, { amountMinor: 100 }) },
        { refund: refundOf(bought, { amountMinor: 100 }) },
      ];
    },
    left: { available: 0, held: 50, owed: 0 },
  },
};

describe.each(Object.entries(STORIES))("%s", (_name, { tell, left }) => {
  it.each(
    permutationsOf([0, 1, 2, 3]).map((order) => [order.map((at) => at + 1).join(", "), order] as const),
  )("leaves the same credits when heard of in the order %s", async (_order, order) => {
    const bought = await newPurchase();
    await spend(bought.walletId, 30);
    await absorbInOrder(tell(bought), order);
    expect(await totalsOf(bought.walletId)).toEqual(left);
  });

  it("leaves the same credits when each is heard of twice, in two orders", async () => {
    const bought = await newPurchase();
    await spend(bought.walletId, 30);
    const story = tell(bought);
    await absorbInOrder([...story, ...story], [7, 2, 5, 0, 3, 6, 1, 4]);
    expect(await totalsOf(bought.walletId)).toEqual(left);
  });
});
