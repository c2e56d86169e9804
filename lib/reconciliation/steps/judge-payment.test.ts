import { describe, expect, it } from "vitest";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { judgePayment } from "./judge-payment";
import type { Known, PaymentRow } from "./payment-rows";

const NOW = new Date("2026-11-22T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
const RUN = { since: minutesAgo(3 * 24 * 60), until: minutesAgo(10), startedAt: NOW };
const SETTLEMENT = {
  ...{
    balanceTransactionId: "txn_1",
    currency: "usd",
    amountMinor: 643,
    feeMinor: 49,
    exchangeRate: "0.128",
  },
};
const WALLET = "01940000-0000-7000-8000-000000000001";
const ORDER = "01940000-0000-7000-8000-000000000002";

function intentOf(changed: Partial<PaymentIntentFacts> = {}): PaymentIntentFacts {
  return {
    ...{ id: "pi_1", status: "succeeded", amountMinor: 5000, amountReceivedMinor: 5000, currency: "hkd" },
    ...{ livemode: false, customerId: null, orderId: null, walletId: null, invoiceId: "not_asked" },
    ...{ clientSecret: null, createdAt: minutesAgo(60), failure: null, charge: chargeOf(SETTLEMENT) },
    ...changed,
  } as PaymentIntentFacts;
}

function chargeOf(settlement: typeof SETTLEMENT | null) {
  const card = { method: "card", cardBrand: "visa", cardLast4: "4242", blocked: false };
  return { id: "ch_1", paidAt: minutesAgo(60), ...card, settlement };
}

function rowOf(changed: Partial<PaymentRow> = {}): PaymentRow {
  return {
    ...{ id: "pi_1", walletId: WALLET, status: "succeeded", currency: "hkd", amountMinor: 5000 },
    ...{ credits: 100, granted: 100, paidAt: minutesAgo(60), settled: SETTLEMENT },
    ...changed,
  } as PaymentRow;
}

const NOBODY: Known = { payment: null, invoice: null, customerWalletId: null, order: null };
const kinds = (intent: PaymentIntentFacts, known: Partial<Known>) =>
  judgePayment(RUN, intent, { ...NOBODY, ...known }).differences.map(({ kind, canHeal }) => [kind, canHeal]);

describe("a payment that both sides have", () => {
  it("is no difference when amount, currency, credits and what it brought are the same", () => {
    const verdict = judgePayment(RUN, intentOf(), { ...NOBODY, payment: rowOf() });
    const counted = [{ what: "payments", currency: "hkd", amountMinor: 5000 }];
    expect(verdict).toEqual({ differences: [], isKnown: true, counted });
  });

  it.each([
    ["amount_differs", { amountMinor: 4999 }],
    ["currency_differs", { currency: "usd" }],
    ["credits_differ", { granted: 0 }],
    ["credits_differ", { granted: 101 }],
    ["credits_differ", { status: "parked", credits: 0, granted: 100 }],
  ] as const)("is left as %s with %o", (kind, changed) => {
    expect(kinds(intentOf(), { payment: rowOf(changed) })).toEqual([[kind, false]]);
  });

  it("is left when it did not succeed at Stripe, and then counts on our side only", () => {
    const verdict = judgePayment(RUN, intentOf({ status: "canceled" }), { ...NOBODY, payment: rowOf() });
    expect(verdict.differences).toMatchObject([{ kind: "payment_not_succeeded", canHeal: false }]);
    expect(verdict.counted).toEqual([]);
  });

  it.each([
    [
      "nothing",
      { balanceTransactionId: null, currency: null, amountMinor: null, feeMinor: null, exchangeRate: null },
    ],
    ["another amount", { ...SETTLEMENT, amountMinor: 644 }],
    ["another fee", { ...SETTLEMENT, feeMinor: 50 }],
    ["another rate", { ...SETTLEMENT, exchangeRate: "0.129" }],
    ["another currency", { ...SETTLEMENT, currency: "eur" }],
  ])("of which our rows note %s of what it brought is healed", (_what, settled) => {
    expect(kinds(intentOf(), { payment: rowOf({ settled }) })).toEqual([["settlement_differs", true]]);
  });

  it("that Stripe has not booked yet has nothing to compare there", () => {
    const settled = { ...SETTLEMENT, amountMinor: null };
    expect(kinds(intentOf({ charge: chargeOf(null) }), { payment: rowOf({ settled }) })).toEqual([]);
  });

  it("counts where our row says that it came: not when that is too young, or before the window", () => {
    const countedAt = (paidAt: Date) =>
      judgePayment(RUN, intentOf(), { ...NOBODY, payment: rowOf({ paidAt }) }).counted.length;
    expect([9, 11, 4319, 4321].map((minutes) => countedAt(minutesAgo(minutes)))).toEqual([0, 1, 1, 0]);
  });
});

describe("money without a payment of ours", () => {
  it("is healed when its order or its customer is ours, and counts at Stripe until then", () => {
    const order = { id: ORDER, walletId: WALLET, status: "open", mirrored: null, paymentIntentId: null };
    expect(kinds(intentOf(), { order })).toEqual([["payment_not_settled", true]]);
    const known = { ...NOBODY, customerWalletId: WALLET };
    expect(judgePayment(RUN, intentOf(), known)).toMatchObject({
      differences: [{ kind: "payment_not_settled", walletId: WALLET, ours: null }],
      ...{ isKnown: false, counted: [{ what: "payments" }] },
    });
  });

  it("is left when it bears our mark and neither order nor customer is here", () => {
    expect(kinds(intentOf({ walletId: WALLET, orderId: ORDER }), {})).toEqual([["order_not_here", false]]);
  });

  it("is no concern of ours without a mark, or with one that is not ours", () => {
    expect(kinds(intentOf(), {})).toEqual([]);
    expect(kinds(intentOf({ walletId: "w", orderId: "17" }), {})).toEqual([]);
    expect(judgePayment(RUN, intentOf(), NOBODY).counted).toEqual([]);
  });

  it("that paid an invoice of ours is compared there, but for what it brought", () => {
    const invoice = { id: "in_1", walletId: WALLET, paidAt: minutesAgo(60), settled: SETTLEMENT };
    expect(judgePayment(RUN, intentOf(), { ...NOBODY, invoice })).toEqual({
      ...{ differences: [], isKnown: false, counted: [] },
    });
    const settled = { ...SETTLEMENT, feeMinor: null };
    expect(kinds(intentOf(), { invoice: { ...invoice, settled } })).toEqual([["settlement_differs", true]]);
  });
});

describe("a payment that did not succeed", () => {
  const order = {
    ...{ id: ORDER, walletId: WALLET, status: "processing", mirrored: "processing" },
    paymentIntentId: intentOf().id,
  };

  it("is healed when its order still shows it as it was", () => {
    const failed = intentOf({ status: "requires_payment_method" });
    expect(kinds(failed, { order })).toEqual([["order_outdated", true]]);
  });

  it.each([
    ["shows it as it is", { ...order, mirrored: "canceled" }],
    ["is over", { ...order, status: "canceled" }],
    ["is paid by other money", { ...order, status: "paid" }],
    ["never had it", { ...order, mirrored: null }],
    ["is being paid by another one", { ...order, paymentIntentId: "pi_another" }],
  ])("is no difference when its order %s", (_what, shown) => {
    expect(kinds(intentOf({ status: "canceled" }), { order: shown })).toEqual([]);
  });
});
