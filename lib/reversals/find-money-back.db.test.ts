import { afterAll, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises } from "@/lib/checkout/testing";
import { now } from "@/lib/platform/clock";
import { findMoneyBack } from "./find-money-back";
import { findOpenDisputes } from "./find-open-disputes";
import { disputeOf, hearOfDispute, hearOfRefund, newPurchase, refundOf, spend } from "./testing";

useTestDatabase();
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const told = async ({ walletId, paymentIntentId }: { walletId: string; paymentIntentId: string }) =>
  (await findMoneyBack(walletId, [paymentIntentId])).get(paymentIntentId);

it("of a payment that stayed there is nothing to tell, and nothing of another wallet's", async () => {
  const [mine, theirs] = [await newPurchase(), await newPurchase()];
  await hearOfRefund(refundOf(theirs));
  expect(await told(mine)).toBeUndefined();
  expect(await told({ ...theirs, walletId: mine.walletId })).toBeUndefined();
  expect(await findMoneyBack(mine.walletId, [])).toEqual(new Map());
});

it("refunds are told oldest first, and one that failed is not counted", async () => {
  const bought = await newPurchase();
  const at = (hours: number) => new Date(now().getTime() - hours * 3_600_000);
  await hearOfRefund(refundOf(bought, { amountMinor: 100, status: "pending", createdAt: at(1) }));
  await hearOfRefund(refundOf(bought, { amountMinor: 200, status: "failed", createdAt: at(2) }));
  await hearOfRefund(refundOf(bought, { amountMinor: 150, createdAt: at(3) }));
  expect(await told(bought)).toMatchObject({
    refunds: [
      { amountMinor: 150, state: "done" },
      { amountMinor: 200, state: "failed" },
      { amountMinor: 100, state: "under_way" },
    ],
    ...{ refundedMinor: 250, dispute: null, credits: { taken: 50, kept: 0 } },
  });
});

it("a dispute keeps credits back until it is decided, then took them or let them go", async () => {
  const bought = await newPurchase();
  await spend(bought.walletId, 30);
  const dispute = disputeOf(bought);
  await hearOfDispute(dispute);
  expect(await told(bought)).toMatchObject({ dispute: { state: "open" }, credits: { taken: 0, kept: 70 } });
  await hearOfDispute({ ...dispute, status: "won" });
  expect(await told(bought)).toMatchObject({ dispute: { state: "over" }, credits: { taken: 0, kept: 0 } });
  await hearOfDispute(disputeOf(bought, { status: "lost" }));
  expect(await told(bought)).toMatchObject({ dispute: { state: "lost" }, credits: { taken: 100, kept: 0 } });
});

it("an inquiry moves nothing, so the person is told nothing", async () => {
  const bought = await newPurchase();
  await hearOfDispute(disputeOf(bought, { status: "warning_needs_response" }));
  expect(await told(bought)).toBeUndefined();
});

it("what is disputed of a wallet is told with what is kept back for it, until it is decided", async () => {
  const bought = await newPurchase();
  const { walletId, paymentIntentId, orderId } = bought;
  expect(await findOpenDisputes(walletId)).toEqual({ disputes: [], keptCredits: 0 });
  await hearOfDispute(disputeOf(bought, { status: "warning_under_review" }));
  expect(await findOpenDisputes(walletId)).toEqual({ disputes: [], keptCredits: 0 });
  const dispute = disputeOf(bought);
  await hearOfDispute(dispute);
  expect(await findOpenDisputes(walletId)).toEqual({
    disputes: [{ paymentIntentId, orderId, currency: "usd", amountMinor: 500 }],
    keptCredits: 100,
  });
  await hearOfDispute({ ...dispute, status: "lost" });
  expect(await findOpenDisputes(walletId)).toEqual({ disputes: [], keptCredits: 0 });
});
