import { afterAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { checkInvariants } from "@/lib/ledger/check-invariants";
import { grantOf, makeWallet } from "@/lib/ledger/testing/people";
import { makePurchase } from "@/lib/ledger/testing/purchases";
import { newId } from "@/lib/platform/ids";
import type { InvoiceFacts } from "@/lib/stripe/invoice-facts";
import { settleInvoice } from "@/lib/subscriptions/settle-invoice";
import { invoiceOf, lineOf, newCustomer } from "@/lib/subscriptions/testing/facts";
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

describe("what was paid for the credits of a plan", () => {
  async function grantOfPlan(changed: Partial<InvoiceFacts> = {}) {
    const { walletId, customerId } = await newCustomer();
    const toSettle = invoiceOf(customerId, [lineOf()], changed);
    expect(await inTransaction((tx) => settleInvoice(tx, toSettle))).toMatchObject({ kind: "granted" });
    const [grant] = await sql()<{ id: string }[]>`select id from credit_grants where wallet_id = ${walletId}`;
    return { walletId, grantId: grant?.id ?? "", invoice: toSettle.invoice };
  }

  it("is the invoice with its payment, and the event that told of it", async () => {
    const { walletId, grantId, invoice } = await grantOfPlan();
    expect(await findPaymentOfGrant(walletId, grantId)).toMatchObject({
      invoiceId: invoice.id,
      paymentIntentId: invoice.paymentIntentId,
      currency: "usd",
      amountMinor: 2900,
      event: null,
    });
    const eventId = `evt_${newId()}`;
    await sql()`
      insert into inbox_events (id, type, livemode, object_id, state, outcome, stripe_created_at)
      values (${eventId}, 'invoice.paid', false, ${invoice.id}, 'processed', 'granted', now())`;
    expect(await findPaymentOfGrant(walletId, grantId)).toMatchObject({ event: { id: eventId } });
  });

  it("names no payment when nothing was charged", async () => {
    const { walletId, grantId } = await grantOfPlan({ paymentIntentId: null, amountPaidMinor: 0 });
    expect(await findPaymentOfGrant(walletId, grantId)).toMatchObject({
      paymentIntentId: null,
      amountMinor: 0,
    });
  });

  it("is not told to another wallet", async () => {
    const { grantId } = await grantOfPlan();
    expect(await findPaymentOfGrant(await makeWallet(), grantId)).toBeNull();
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
