import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, stateOf } from "@/lib/checkout/testing";
import { useClock } from "@/lib/platform/clock";
import { hearOfRefund, refundOf } from "@/lib/reversals/testing";
import { stripe } from "@/lib/stripe/client";
import { useEmulator } from "@/lib/stripe/testing";
import { kindsOf, paidByCustomer, reconcileNow } from "./testing";

useTestDatabase();
useEmulator();
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const DAY_MS = 86_400_000;
let restoreClock: (() => void) | null = null;
afterEach(() => {
  restoreClock?.();
  restoreClock = null;
});

/** The bank acts a moment after the payment. */
async function untilListed(
  list: (asked: { payment_intent: string }) => Promise<{ data: { id: string }[] }>,
  id: string,
) {
  return vi.waitFor(async () => {
    const [found] = (await list({ payment_intent: id })).data;
    if (!found) throw new Error("nothing yet");
    return found;
  }, 15_000);
}

async function totalsOf(walletId: string) {
  const [totals] = await sql()`select available, held, owed from wallets where id = ${walletId}`;
  return totals;
}

describe("a refund that no event told of", () => {
  it("takes its credits back, also together with money that was not heard of either", async () => {
    const { walletId, paymentIntentId } = await paidByCustomer();
    await stripe().refunds.create({ payment_intent: paymentIntentId, amount: 200 });
    const report = await reconcileNow();
    expect(kindsOf(report)).toEqual(["payment_not_settled healed", "refund_not_recorded healed"]);
    expect(report).toMatchObject({ ok: true });
    expect(await stateOf({ walletId })).toMatchObject({ available: 60, grants: 1, payments: 1 });
    await stripe().refunds.create({ payment_intent: paymentIntentId });
    const later = await reconcileNow();
    expect(kindsOf(later)).toEqual(["refund_not_recorded healed"]);
    expect(await stateOf({ walletId })).toMatchObject({ available: 0 });
    const side = { count: 2, sumMinor: 500 };
    expect(later.proof).toContainEqual(
      expect.objectContaining({ what: "refunds", currency: "usd", stripe: side, ours: side, agrees: true }),
    );
  });

  it("and of which only our rows know is left to an operator", async () => {
    const bought = await paidByCustomer();
    await reconcileNow();
    const refund = refundOf(bought, { amountMinor: 100 });
    await hearOfRefund(refund);
    const report = await reconcileNow();
    expect(report).toMatchObject({ ok: false, left: 1 });
    expect(report.findings).toMatchObject([
      { kind: "unknown_to_stripe", object: "refund", objectId: refund.id, action: "left", stripe: null },
    ]);
    await sql()`
      update refunds set happened_at = happened_at - interval '30 days'
      where stripe_refund_id = ${refund.id}`;
  });
});

describe("a bank that nobody heard", () => {
  it("with a chargeback keeps the credits back", async () => {
    const { walletId, paymentIntentId } = await paidByCustomer("pm_card_createDispute");
    const dispute = await untilListed((asked) => stripe().disputes.list(asked), paymentIntentId);
    const report = await reconcileNow();
    expect(kindsOf(report)).toEqual(["dispute_not_recorded healed", "payment_not_settled healed"]);
    expect(await totalsOf(walletId)).toEqual({ available: 0, held: 100, owed: 0 });
    await stripe().disputes.close(dispute.id);
    const later = await reconcileNow();
    expect(kindsOf(later)).toEqual(["dispute_outdated healed"]);
    expect(later).toMatchObject({ ok: true });
    expect(await totalsOf(walletId)).toEqual({ available: 0, held: 0, owed: 0 });
  });

  it("is heard months later too: as long as a dispute is open it is asked for, however old", async () => {
    const { walletId, paymentIntentId } = await paidByCustomer("pm_card_createDispute");
    const dispute = await untilListed((asked) => stripe().disputes.list(asked), paymentIntentId);
    await reconcileNow();
    expect(await totalsOf(walletId)).toEqual({ available: 0, held: 100, owed: 0 });
    await stripe().disputes.close(dispute.id);
    restoreClock = useClock(() => Date.now() + 60 * DAY_MS);
    const report = await reconcileNow();
    expect(kindsOf(report)).toEqual(["dispute_outdated healed"]);
    expect(report).toMatchObject({ ok: true, proof: [] });
    expect(await totalsOf(walletId)).toEqual({ available: 0, held: 0, owed: 0 });
  });

  it("with a warning marks the payment", async () => {
    const { paymentIntentId } = await paidByCustomer("pm_card_createIssuerFraudRecord");
    await untilListed((asked) => stripe().radar.earlyFraudWarnings.list(asked), paymentIntentId);
    const report = await reconcileNow();
    expect(kindsOf(report)).toEqual([
      "early_fraud_warning_not_recorded healed",
      "payment_not_settled healed",
    ]);
    expect(report).toMatchObject({ ok: true });
    const [warning] = await sql()`
      select actionable from fraud_warnings where stripe_payment_intent_id = ${paymentIntentId}`;
    expect(warning).toEqual({ actionable: true });
  });
});
