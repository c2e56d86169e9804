import { afterAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { checkInvariants } from "@/lib/ledger/check-invariants";
import { grantOf, makeWallet } from "@/lib/ledger/testing/people";
import { makePurchase } from "@/lib/ledger/testing/purchases";
import { newId } from "@/lib/platform/ids";
import { findOrigins } from "./find-origins";
import { findPaymentOfGrant } from "./find-payment-of-grant";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

describe("what was paid for a grant", () => {
  it("is the payment with its ids and the event that told of it", async () => {
    const { walletId, grantId, paymentIntentId } = await makePurchase(await makeWallet());
    await sql()`
      update payments set stripe_charge_id = 'ch_1', payment_method_type = 'card', card_brand = 'visa', card_last4 = '4242'
      where stripe_payment_intent_id = ${paymentIntentId}`;
    expect(await findPaymentOfGrant(walletId, grantId)).toMatchObject({
      paymentIntentId,
      chargeId: "ch_1",
      currency: "usd",
      amountMinor: 2000,
      cardBrand: "visa",
      cardLast4: "4242",
      event: { id: expect.stringMatching(/^evt_/) },
    });
  });

  it("is known without an event when we asked before it came", async () => {
    const { walletId, grantId, paymentIntentId } = await makePurchase(await makeWallet());
    await sql()`update inbox_events set object_id = 'pi_other' where object_id = ${paymentIntentId}`;
    expect(await findPaymentOfGrant(walletId, grantId)).toMatchObject({ paymentIntentId, event: null });
    await sql()`update inbox_events set object_id = ${paymentIntentId} where object_id = 'pi_other'`;
  });

  it("is nothing for a gift, and nothing for who asks about another wallet's grant or one that is not there", async () => {
    const [walletId, other] = [await makeWallet(), await makeWallet()];
    const { grantId } = await makePurchase(other);
    const answers = [await grantOf(walletId, 5), grantId, newId()].map((id) =>
      findPaymentOfGrant(walletId, id),
    );
    expect(await Promise.all(answers)).toEqual([null, null, null]);
  });
});

describe("where credits came from", () => {
  it("is the order of a purchase and nothing more of a gift", async () => {
    const walletId = await makeWallet();
    const { grantId, orderId } = await makePurchase(walletId);
    const gift = await grantOf(walletId, 5);
    const origins = await findOrigins(walletId, [gift, grantId, grantId]);
    expect(origins.get(grantId)).toMatchObject({ source: "pack", order: { id: orderId, item: "maker" } });
    expect(origins.get(gift)).toMatchObject({ source: "adjustment", order: null, expiresAt: null });
  });

  it("is not told to another wallet", async () => {
    const { grantId } = await makePurchase(await makeWallet());
    expect((await findOrigins(await makeWallet(), [grantId, newId()])).size).toBe(0);
    expect((await findOrigins(await makeWallet(), [])).size).toBe(0);
  });
});
