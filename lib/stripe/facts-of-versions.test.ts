import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { fromStripeInvoice } from "./invoice-facts";
import { fromStripeSubscription } from "./subscription-facts";

const START = 1_800_000_000;
const END = START + 2_592_000;
const METADATA = {
  topup_plan: "pro",
  topup_credits: "1000",
  topup_rollover: "capped",
  topup_trial_credits: "0",
};

const price = {
  ...{
    id: "price_1",
    object: "price",
    product: "topup_plan_pro",
    active: true,
    lookup_key: null,
    currency: "usd",
  },
  ...{ unit_amount: 2900, recurring: { interval: "month", interval_count: 1 }, metadata: METADATA },
};
const item = { id: "si_1", object: "subscription_item", price, quantity: 1 };
const common = {
  ...{ id: "sub_1", object: "subscription", status: "active", customer: "cus_1", livemode: false },
  ...{ trial_end: null, cancel_at: null, cancel_at_period_end: false, canceled_at: null, ended_at: null },
  ...{ cancellation_details: null, schedule: null, latest_invoice: "in_1", start_date: START },
};
const period = { current_period_start: START, current_period_end: END };
const latest = { ...common, items: { data: [{ ...item, ...period }] } };
const older = { ...common, ...period, items: { data: [item] } };

const subscription = (shape: object) => fromStripeSubscription(shape as unknown as Stripe.Subscription);
const invoice = (shape: object) => fromStripeInvoice(shape as unknown as Stripe.Invoice);

describe("a subscription", () => {
  it("is the same whether its period stands on its items or, until 2025-03-31, on itself", () => {
    expect(subscription(latest)).toEqual(subscription(older));
    expect(subscription(latest).items[0]).toMatchObject({ periodEnd: new Date(END * 1000) });
  });

  it("without any period is a fault, not a date that is none", () => {
    expect(() => subscription({ ...common, items: { data: [item] } })).toThrow("period_missing");
  });

  it("is to end when only the date says so, and when only the flag does", () => {
    expect(subscription({ ...latest, cancel_at: END }).cancelAt).toEqual(new Date(END * 1000));
    expect(subscription({ ...older, cancel_at_period_end: true }).cancelAt).toEqual(new Date(END * 1000));
    expect(subscription(latest).cancelAt).toBeNull();
  });

  it("in a state that we do not know is not taken for a paid one", () => {
    expect(subscription({ ...latest, status: "jubilant" }).status).toBe("unpaid");
  });

  it.each([
    ["no mark", {}],
    ["credits that are no number", { ...METADATA, topup_credits: "many" }],
    ["no credits", { ...METADATA, topup_credits: "0" }],
    ["half a promise", { topup_plan: "pro" }],
  ])("to a price with %s is to no plan of ours", (_name, metadata) => {
    const foreign = { ...latest, items: { data: [{ ...item, ...period, price: { ...price, metadata } }] } };
    expect(subscription(foreign).items[0]?.price.promise).toBeNull();
  });
});

describe("an invoice", () => {
  const base = {
    ...{
      id: "in_1",
      status: "paid",
      billing_reason: "subscription_cycle",
      customer: "cus_1",
      livemode: false,
    },
    ...{ currency: "usd", amount_paid: 2900, amount_remaining: 0, attempt_count: 1, created: START },
    status_transitions: { paid_at: START, finalized_at: START },
  };
  const line = { id: "il_1", currency: "usd", amount: 2900, quantity: 1, period: { start: START, end: END } };
  const parent = (proration: boolean) => ({ subscription_item_details: { proration } });
  const now = {
    ...base,
    parent: { subscription_details: { subscription: "sub_1" } },
    payments: {
      data: [
        { status: "canceled", payment: { payment_intent: "pi_0" } },
        { status: "paid", payment: { payment_intent: "pi_1" } },
      ],
    },
    lines: { data: [{ ...line, parent: parent(true), pricing: { price_details: { price: "price_1" } } }] },
  };
  const then = {
    ...{ ...base, subscription: "sub_1", payment_intent: "pi_1" },
    lines: { data: [{ ...line, proration: true, price: { id: "price_1" } }] },
  };

  it("is the same in the latest shape and in the one before 2025-03-31", () => {
    expect(invoice(now)).toEqual(invoice(then));
    expect(invoice(now)).toMatchObject({
      ...{ subscriptionId: "sub_1", paymentIntentId: "pi_1" },
      lines: [{ priceId: "price_1", isProration: true }],
    });
  });
});
