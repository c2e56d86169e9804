import { expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { recordCharge } from "@/lib/checkout/record-charge";
import { settlePayment } from "@/lib/checkout/settle-payment";
import { moneyOf, newOrder } from "@/lib/checkout/testing";
import { now } from "@/lib/platform/clock";
import type { ChargeFacts } from "@/lib/stripe/payment-intent-facts";
import { settleInvoice } from "@/lib/subscriptions/settle-invoice";
import { invoiceOf, lineOf, newCustomer } from "@/lib/subscriptions/testing/facts";
import { findCharge } from "./find-charge";

// Nothing listens where Stripe is said to be, so whatever is answered here comes from our own rows.
useTestDatabase();

const settlement = {
  ...{ balanceTransactionId: "txn_1", currency: "eur", amountMinor: 460, feeMinor: 38 },
  exchangeRate: "0.92",
};
const card = { method: "card", cardBrand: "visa", cardLast4: "4242" };
const chargeOf = (id: string): ChargeFacts => ({ id, paidAt: now(), ...card, blocked: false, settlement });

it("a payment that Stripe has booked is told without asking Stripe, rate and all", async () => {
  const money = moneyOf(await newOrder(), { charge: chargeOf("ch_once") });
  await inTransaction((tx) => settlePayment(tx, money, now()));
  expect(await findCharge(money.id)).toEqual({
    ok: true,
    charge: { chargeId: "ch_once", ...card, settlement },
  });
});

it("of a plan we have the money and not the card, and say so much while Stripe is away", async () => {
  const { customerId } = await newCustomer();
  const plan = invoiceOf(customerId, [lineOf()]);
  const paymentIntentId = plan.invoice.paymentIntentId ?? "";
  await inTransaction((tx) => settleInvoice(tx, plan));
  expect(await findCharge(paymentIntentId)).toEqual({ ok: false, refusal: "stripe_unavailable" });
  await inTransaction((tx) => recordCharge(tx, paymentIntentId, chargeOf("ch_plan")));
  expect(await findCharge(paymentIntentId)).toEqual({
    ok: true,
    charge: { chargeId: "ch_plan", method: null, cardBrand: null, cardLast4: null, settlement },
  });
});
