import { describe, expect, it } from "vitest";
import {
  advance,
  at,
  DAY,
  eventsSince,
  failure,
  giveCard,
  HOUR,
  makeCustomer,
  makePrice,
  mark,
  START,
} from "../testing/billing";
import { browserCall, cardForm, clientOf, openEmulator } from "../testing/harness";

const running = await openEmulator();
const stripe = clientOf(running);
const price = await makePrice(stripe);
const items = [{ price: price.id }];

const incomplete = (customer: string) =>
  stripe.subscriptions.create({
    customer,
    items,
    payment_behavior: "default_incomplete",
    payment_settings: { save_default_payment_method: "on_subscription" },
    expand: ["latest_invoice.confirmation_secret", "pending_setup_intent"],
  });

function secretOf(subscription: Awaited<ReturnType<typeof incomplete>>): { intent: string; secret: string } {
  const invoice = subscription.latest_invoice;
  if (typeof invoice !== "object" || invoice === null) throw new Error("not expanded");
  const secret = String(invoice.confirmation_secret?.client_secret);
  return { secret, intent: secret.split("_secret_")[0] ?? "" };
}

describe("a first payment from the browser (default_incomplete)", () => {
  it("is confirmed with the invoice's secret and makes the subscription active, in Stripe's order", async () => {
    const { customer } = await makeCustomer(stripe, null);
    const start = mark(running);
    const made = await incomplete(customer);
    expect(made).toMatchObject({
      status: "incomplete",
      billing_mode: { type: "flexible" },
      billing_cycle_anchor: START,
      cancel_at_period_end: false,
      pending_setup_intent: null,
      latest_invoice: { status: "open", billing_reason: "subscription_create", auto_advance: false },
    });
    expect(made).not.toHaveProperty("current_period_end");
    expect(made.items.data[0]).toMatchObject({
      current_period_start: START,
      current_period_end: at("2026-02-10T12:00"),
      quantity: 1,
      price: { id: price.id },
    });
    const { intent, secret } = secretOf(made);
    const paid = await browserCall(running, "POST", `/v1/payment_intents/${intent}/confirm`, {
      client_secret: secret,
      ...cardForm("4242424242424242"),
    });
    expect(paid.body).toMatchObject({ status: "succeeded", amount: 3000 });
    const after = await stripe.subscriptions.retrieve(made.id, { expand: ["latest_invoice"] });
    expect(after).toMatchObject({ status: "active", latest_invoice: { status: "paid", amount_paid: 3000 } });
    expect(after.default_payment_method).toMatch(/^pm_/);
    expect(eventsSince(running, start)).toEqual([
      "customer.subscription.created",
      "payment_intent.created",
      "invoice.created",
      "invoice.finalized",
      "payment_method.attached",
      "charge.succeeded",
      "payment_intent.succeeded",
      "customer.subscription.updated",
      "invoice.updated",
      "invoice.paid",
      "invoice.payment_succeeded",
      "invoice_payment.paid",
    ]);
    const [updated] = (await stripe.events.list({ type: "customer.subscription.updated", limit: 1 })).data;
    expect(updated?.data.previous_attributes).toMatchObject({ status: "incomplete" });
  });

  it("on the server with a confirmation token goes through 3D Secure", async () => {
    const { customer } = await makeCustomer(stripe, null);
    const made = await incomplete(customer);
    const { intent } = secretOf(made);
    const token = await stripe.testHelpers.confirmationTokens.create({
      payment_method: "pm_card_threeDSecure2Required",
    });
    const start = mark(running);
    const waiting = await stripe.paymentIntents.confirm(intent, {
      confirmation_token: token.id,
      return_url: "http://localhost/back",
      use_stripe_sdk: true,
    });
    expect(waiting.status).toBe("requires_action");
    expect((await stripe.subscriptions.retrieve(made.id)).status).toBe("incomplete");
    const source = String(waiting.next_action?.use_stripe_sdk?.three_d_secure_2_source);
    await browserCall(running, "POST", "/v1/3ds2/authenticate", { source, outcome: "complete" });
    expect((await stripe.subscriptions.retrieve(made.id)).status).toBe("active");
    expect(eventsSince(running, start, /^(invoice|payment_intent|customer\.sub)/)).toEqual([
      "payment_intent.requires_action",
      "invoice.payment_action_required",
      "invoice.updated",
      "payment_intent.succeeded",
      "customer.subscription.updated",
      "invoice.updated",
      "invoice.paid",
      "invoice.payment_succeeded",
      "invoice_payment.paid",
    ]);
  });

  it("that is refused can be tried again with another card; 23 hours later it is too late", async () => {
    const { customer, clock } = await makeCustomer(stripe, null);
    const made = await incomplete(customer);
    const { intent } = secretOf(made);
    const refused = stripe.paymentIntents.confirm(intent, { payment_method: "pm_card_visa_chargeDeclined" });
    expect((await failure(refused)).code).toBe("card_declined");
    expect((await stripe.subscriptions.retrieve(made.id)).status).toBe("incomplete");
    await advance(running, stripe, clock, START + 23 * HOUR - 1);
    const start = mark(running);
    await advance(running, stripe, clock, START + 23 * HOUR);
    const late = await stripe.subscriptions.retrieve(made.id, { expand: ["latest_invoice"] });
    expect(late).toMatchObject({ status: "incomplete_expired", latest_invoice: { status: "void" } });
    expect((await stripe.paymentIntents.retrieve(intent)).status).toBe("canceled");
    expect(eventsSince(running, start, /^(invoice\.voided|customer|payment)/)).toEqual([
      "payment_intent.canceled",
      "invoice.voided",
      "customer.subscription.updated",
    ]);
    const last = stripe.paymentIntents.confirm(intent, { payment_method: "pm_card_visa" });
    expect((await failure(last)).code).toBe("payment_intent_unexpected_state");
  });
});

describe("a first payment at once", () => {
  it("charges the customer's card and is active", async () => {
    const { customer } = await makeCustomer(stripe);
    const made = await stripe.subscriptions.create({ customer, items: [{ price: price.id, quantity: 3 }] });
    expect(made.status).toBe("active");
    const invoice = await stripe.invoices.retrieve(String(made.latest_invoice));
    expect(invoice).toMatchObject({
      status: "paid",
      total: 9000,
      parent: { type: "subscription_details", subscription_details: { subscription: made.id } },
    });
    expect(invoice.lines.data[0]).toMatchObject({
      amount: 9000,
      quantity: 3,
      description: "3 × Pro (at $30.00 / month)",
      pricing: { price_details: { price: price.id, product: price.product } },
      parent: {
        type: "subscription_item_details",
        subscription_item_details: { subscription_item: made.items.data[0]?.id, proration: false },
      },
      period: { start: START, end: at("2026-02-10T12:00") },
    });
    expect((await stripe.subscriptions.list({ customer })).data).toHaveLength(1);
  });

  it("without a card is refused, and with error_if_incomplete a decline leaves nothing behind", async () => {
    const { customer } = await makeCustomer(stripe, null);
    expect((await failure(stripe.subscriptions.create({ customer, items }))).code).toBe("resource_missing");
    await giveCard(stripe, customer, "pm_card_chargeCustomerFail");
    const start = mark(running);
    const strict = stripe.subscriptions.create({ customer, items, payment_behavior: "error_if_incomplete" });
    expect(await failure(strict)).toMatchObject({ statusCode: 402, code: "card_declined" });
    expect(eventsSince(running, start)).toEqual([]);
    expect((await stripe.subscriptions.list({ customer, status: "all" })).data).toEqual([]);
    const loose = await stripe.subscriptions.create({ customer, items });
    expect(loose.status).toBe("incomplete");
  });

  it("of a card that wants its holder stays incomplete until they were seen", async () => {
    const { customer } = await makeCustomer(stripe, "pm_card_threeDSecure2Required");
    const made = await stripe.subscriptions.create({
      customer,
      items,
      expand: ["latest_invoice.payments.data.payment"],
    });
    expect(made.status).toBe("incomplete");
    const [payment] = (
      await stripe.invoicePayments.list({ invoice: (made.latest_invoice as { id: string }).id })
    ).data;
    const intent = await stripe.paymentIntents.retrieve(String(payment?.payment.payment_intent));
    expect(intent.next_action?.type).toBe("use_stripe_sdk");
  });
});

it("taxes and classic billing are refused by name instead of left out", async () => {
  const { customer } = await makeCustomer(stripe);
  const create = (extra: object) => failure(stripe.subscriptions.create({ customer, items, ...extra }));
  expect(await create({ automatic_tax: { enabled: true } })).toMatchObject({
    code: "not_emulated",
    param: "automatic_tax[enabled]",
  });
  expect((await create({ billing_mode: { type: "classic" } })).param).toBe("billing_mode[type]");
});

describe("trials", () => {
  it("begin without money and with a card to be set up, are announced, and end in a renewal", async () => {
    const { customer, clock } = await makeCustomer(stripe, null);
    const made = await stripe.subscriptions.create({
      customer,
      items,
      trial_period_days: 14,
      payment_behavior: "default_incomplete",
      expand: ["pending_setup_intent", "latest_invoice"],
    });
    expect(made).toMatchObject({
      status: "trialing",
      trial_end: START + 14 * DAY,
      latest_invoice: { status: "paid", total: 0 },
      pending_setup_intent: { status: "requires_payment_method", customer },
    });
    const setup = (made.pending_setup_intent as { id: string }).id;
    await stripe.setupIntents.confirm(setup, { payment_method: "pm_card_visa" });
    const ready = await stripe.subscriptions.retrieve(made.id);
    expect(ready.pending_setup_intent).toBeNull();
    expect(ready.default_payment_method).toMatch(/^pm_/);
    const start = mark(running);
    await advance(running, stripe, clock, START + 11 * DAY);
    expect(eventsSince(running, start)).toContain("customer.subscription.trial_will_end");
    await advance(running, stripe, clock, START + 14 * DAY + HOUR);
    const paying = await stripe.subscriptions.retrieve(made.id, { expand: ["latest_invoice"] });
    expect(paying).toMatchObject({
      status: "active",
      latest_invoice: { status: "paid", total: 3000, billing_reason: "subscription_cycle" },
    });
    expect(paying.items.data[0]?.current_period_end).toBe(at("2026-02-24T12:00"));
    expect(eventsSince(running, start).filter((type) => type.endsWith("trial_will_end"))).toHaveLength(1);
  });

  it.each([
    ["cancel", "canceled"],
    ["pause", "paused"],
    ["create_invoice", "past_due"],
  ] as const)("without a card %s at their end: %s", async (behavior, status) => {
    const { customer, clock } = await makeCustomer(stripe, null);
    const made = await stripe.subscriptions.create({
      customer,
      items,
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method: behavior } },
    });
    await advance(running, stripe, clock, START + 7 * DAY + HOUR);
    expect((await stripe.subscriptions.retrieve(made.id)).status).toBe(status);
  });

  it("shorter than three days are announced at once, and can be ended early", async () => {
    const { customer, clock } = await makeCustomer(stripe);
    const start = mark(running);
    const made = await stripe.subscriptions.create({ customer, items, trial_period_days: 1 });
    await advance(running, stripe, clock, START + 60);
    expect(eventsSince(running, start)).toContain("customer.subscription.trial_will_end");
    const ended = await stripe.subscriptions.update(made.id, {
      trial_end: "now",
      expand: ["latest_invoice"],
    });
    expect(ended).toMatchObject({
      status: "active",
      billing_cycle_anchor: START + 60,
      latest_invoice: { status: "paid", total: 3000, billing_reason: "subscription_update" },
    });
  });
});

describe("codes and coupons", () => {
  it("a promotion code takes its share off, once, and is used up", async () => {
    const { customer, clock } = await makeCustomer(stripe);
    const coupon = await stripe.coupons.create({ percent_off: 50, duration: "once" });
    const code = await stripe.promotionCodes.create({
      promotion: { type: "coupon", coupon: coupon.id },
      max_redemptions: 1,
    });
    const discounts = [{ promotion_code: code.id }];
    const made = await stripe.subscriptions.create({
      customer,
      items,
      discounts,
      expand: ["latest_invoice.discounts"],
    });
    expect(made.latest_invoice).toMatchObject({ subtotal: 3000, total: 1500, amount_paid: 1500 });
    expect(made.latest_invoice).toMatchObject({ discounts: [{ promotion_code: code.id }] });
    expect(made.discounts).toEqual([]);
    const again = stripe.subscriptions.create({ customer, items, discounts });
    expect((await failure(again)).code).toBe("promotion_code_expired");
    await advance(running, stripe, clock, at("2026-02-10T13:00"));
    const next = await stripe.subscriptions.retrieve(made.id, { expand: ["latest_invoice"] });
    expect(next.latest_invoice).toMatchObject({ total: 3000 });
  });

  it("a coupon for some months ends by itself", async () => {
    const { customer, clock } = await makeCustomer(stripe);
    const coupon = await stripe.coupons.create({
      percent_off: 10,
      duration: "repeating",
      duration_in_months: 2,
    });
    const made = await stripe.subscriptions.create({ customer, items, discounts: [{ coupon: coupon.id }] });
    expect(made.discounts).toHaveLength(1);
    const totals = [];
    for (const month of ["02", "03"]) {
      await advance(running, stripe, clock, at(`2026-${month}-10T13:00`));
      const now = await stripe.subscriptions.retrieve(made.id, { expand: ["latest_invoice"] });
      totals.push((now.latest_invoice as { total: number }).total);
    }
    expect(totals).toEqual([2700, 3000]);
  });

  it("a code for newcomers is refused to who has paid before, and one with a minimum to small orders", async () => {
    const { customer } = await makeCustomer(stripe);
    const coupon = await stripe.coupons.create({ percent_off: 10 });
    const promotion = { type: "coupon" as const, coupon: coupon.id };
    const first = await stripe.promotionCodes.create({
      promotion,
      restrictions: { first_time_transaction: true },
    });
    const large = await stripe.promotionCodes.create({
      promotion,
      restrictions: { minimum_amount: 5000, minimum_amount_currency: "usd" },
    });
    await stripe.subscriptions.create({ customer, items, discounts: [{ promotion_code: first.id }] });
    for (const code of [first, large]) {
      const discounts = [{ promotion_code: code.id }];
      const error = await failure(stripe.subscriptions.create({ customer, items, discounts }));
      expect(error.param).toBe("discounts[0][promotion_code]");
    }
  });
});
