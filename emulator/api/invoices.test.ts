import { describe, expect, it } from "vitest";
import {
  advance,
  at,
  eventsSince,
  failure,
  HOUR,
  makeCustomer,
  makePrice,
  mark,
  START,
} from "../testing/billing";
import { clientOf, openEmulator } from "../testing/harness";

const running = await openEmulator();
const stripe = clientOf(running);

async function draft(customer: string, amount = 2000, extra = {}) {
  await stripe.invoiceItems.create({ customer, amount, currency: "usd", description: "Thing" });
  return stripe.invoices.create({ customer, pending_invoice_items_behavior: "include", ...extra });
}

describe("an invoice made by hand", () => {
  it("goes from draft to open to paid, each step with its events", async () => {
    const { customer } = await makeCustomer(stripe);
    const start = mark(running);
    const made = await draft(customer);
    expect(made).toMatchObject({ status: "draft", amount_due: 2000, billing_reason: "manual", number: null });
    expect(made.lines.data[0]).toMatchObject({
      amount: 2000,
      description: "Thing",
      parent: { type: "invoice_item_details", invoice_item_details: { proration: false } },
      pricing: { type: "price_details" },
    });
    const open = await stripe.invoices.finalizeInvoice(made.id);
    expect(open).toMatchObject({ status: "open", amount_remaining: 2000, auto_advance: false });
    expect(open.number).toMatch(/-0001$/);
    expect(open.confirmation_secret).toBeUndefined();
    const secret = await stripe.invoices.retrieve(made.id, { expand: ["confirmation_secret", "payments"] });
    expect(secret.confirmation_secret?.client_secret).toMatch(/^pi_\w+_secret_/);
    expect(secret.payments?.data[0]).toMatchObject({ status: "open", is_default: true });
    const paid = await stripe.invoices.pay(made.id);
    expect(paid).toMatchObject({ status: "paid", amount_paid: 2000, amount_remaining: 0, attempt_count: 1 });
    const again = await stripe.invoices.retrieve(made.id, {
      expand: ["confirmation_secret", "payments.data.payment.payment_intent"],
    });
    expect(again.confirmation_secret).toBeNull();
    expect(again.payments?.data[0]?.payment.payment_intent).toMatchObject({
      status: "succeeded",
      amount: 2000,
    });
    expect(eventsSince(running, start)).toEqual([
      "invoiceitem.created",
      "invoice.created",
      "invoice.updated",
      "invoice.finalized",
      "payment_intent.created",
      "charge.succeeded",
      "payment_intent.succeeded",
      "invoice.updated",
      "invoice.paid",
      "invoice.payment_succeeded",
      "invoice_payment.paid",
    ]);
  });

  it("is found by its PaymentIntent, so that a one-off payment can be told from it", async () => {
    const { customer } = await makeCustomer(stripe);
    const { id } = await draft(customer);
    await stripe.invoices.pay(id);
    const [own] = (await stripe.invoicePayments.list({ invoice: id })).data;
    const intent = String(own?.payment.payment_intent);
    const found = await stripe.invoicePayments.list({
      payment: { type: "payment_intent", payment_intent: intent },
    });
    expect(found.data.map((one) => one.invoice)).toEqual([id]);
    const none = { type: "payment_intent", payment_intent: "pi_none" } as const;
    expect((await stripe.invoicePayments.list({ payment: none })).data).toEqual([]);
  });

  it("that is refused answers 402, stays open and can be paid with another card", async () => {
    const { customer } = await makeCustomer(stripe, "pm_card_chargeCustomerFail");
    const { id } = await draft(customer);
    const start = mark(running);
    expect(await failure(stripe.invoices.pay(id))).toMatchObject({ statusCode: 402, code: "card_declined" });
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: "open", attempted: true });
    expect(eventsSince(running, start, /^(charge|invoice\.payment|payment_intent\.payment)/)).toEqual([
      "charge.failed",
      "payment_intent.payment_failed",
      "invoice.payment_failed",
    ]);
    expect((await stripe.invoices.pay(id, { payment_method: "pm_card_visa" })).status).toBe("paid");
  });

  it("that needs its holder says so and is paid once they were seen", async () => {
    const { customer } = await makeCustomer(stripe, "pm_card_threeDSecure2Required");
    const { id } = await draft(customer);
    const start = mark(running);
    const error = await failure(stripe.invoices.pay(id));
    expect(error).toMatchObject({ statusCode: 402, code: "invoice_payment_intent_requires_action" });
    expect(eventsSince(running, start)).toContain("invoice.payment_action_required");
    const source = error.raw.payment_intent.next_action.use_stripe_sdk.three_d_secure_2_source;
    await fetch(`${running.url}/_emulator/three-ds?source=${source}`, {
      method: "POST",
      body: new URLSearchParams({ outcome: "complete" }),
    });
    expect((await stripe.invoices.retrieve(id)).status).toBe("paid");
  });

  it("is steered by itself alone: its PaymentIntent can neither be canceled nor changed", async () => {
    const { customer } = await makeCustomer(stripe);
    const { id } = await stripe.invoices.finalizeInvoice((await draft(customer)).id);
    const [payment] = (await stripe.invoicePayments.list({ invoice: id })).data;
    const intent = String(payment?.payment.payment_intent);
    expect((await failure(stripe.paymentIntents.cancel(intent))).message).toContain(id);
    expect((await failure(stripe.paymentIntents.update(intent, { amount: 1 }))).message).toContain(id);
  });

  it("to be paid by the customer themselves is sent after an hour", async () => {
    const { customer, clock } = await makeCustomer(stripe, null);
    const price = await makePrice(stripe);
    const made = await stripe.subscriptions.create({
      customer,
      items: [{ price: price.id }],
      collection_method: "send_invoice",
      days_until_due: 7,
    });
    expect(made.status).toBe("active");
    const start = mark(running);
    await advance(running, stripe, clock, START + HOUR);
    const sent = await stripe.invoices.retrieve(String(made.latest_invoice));
    expect(sent).toMatchObject({ status: "open", due_date: START + 7 * 24 * HOUR, attempted: false });
    expect(eventsSince(running, start)).toContain("invoice.sent");
  });

  it("is voided, given up, or deleted while it is a draft", async () => {
    const { customer } = await makeCustomer(stripe);
    const first = await stripe.invoices.finalizeInvoice((await draft(customer)).id);
    expect((await stripe.invoices.voidInvoice(first.id)).status).toBe("void");
    const [payment] = (await stripe.invoicePayments.list({ invoice: first.id })).data;
    expect(payment?.status).toBe("canceled");
    expect((await stripe.paymentIntents.retrieve(String(payment?.payment.payment_intent))).status).toBe(
      "canceled",
    );
    const second = await stripe.invoices.finalizeInvoice((await draft(customer)).id);
    expect((await stripe.invoices.markUncollectible(second.id)).status).toBe("uncollectible");
    expect((await stripe.invoices.pay(second.id)).status).toBe("paid");
    const third = await draft(customer, 700);
    expect((await stripe.invoices.del(third.id)).deleted).toBe(true);
    expect(
      (await stripe.invoices.create({ customer, pending_invoice_items_behavior: "include" })).total,
    ).toBe(700);
    expect((await failure(stripe.invoices.pay(first.id))).statusCode).toBe(400);
    expect((await failure(stripe.invoices.pay(second.id))).code).toBe("invoice_already_paid");
  });

  it("paid outside of Stripe is paid, and its PaymentIntent given up", async () => {
    const { customer } = await makeCustomer(stripe, null);
    const { id } = await draft(customer);
    expect((await stripe.invoices.pay(id, { paid_out_of_band: true })).status).toBe("paid");
    expect((await stripe.invoicePayments.list({ invoice: id })).data[0]?.status).toBe("canceled");
  });

  it("uses up the customer's credit, and leaves what is too small to charge on the balance", async () => {
    const { customer } = await makeCustomer(stripe);
    await stripe.customers.createBalanceTransaction(customer, { amount: -1500, currency: "usd" });
    const paid = await stripe.invoices.pay((await draft(customer, 1000)).id);
    expect(paid).toMatchObject({
      amount_due: 0,
      starting_balance: -1500,
      ending_balance: -500,
      status: "paid",
    });
    const part = await stripe.invoices.pay((await draft(customer, 1200)).id);
    expect(part).toMatchObject({ total: 1200, amount_due: 700, ending_balance: 0 });
    const small = await stripe.invoices.pay((await draft(customer, 20)).id);
    expect(small).toMatchObject({ amount_due: 0, ending_balance: 20, status: "paid" });
    const moves = await stripe.customers.listBalanceTransactions(customer);
    expect(moves.data.map((one) => [one.type, one.amount])).toEqual([
      ["invoice_too_small", 20],
      ["applied_to_invoice", 500],
      ["applied_to_invoice", 1000],
      ["adjustment", -1500],
    ]);
  });

  it("takes coupons off its lines and shows how much", async () => {
    const { customer } = await makeCustomer(stripe);
    const third = await stripe.coupons.create({ percent_off: 33, duration: "once" });
    const fixed = await stripe.coupons.create({ amount_off: 100, currency: "usd" });
    await stripe.invoiceItems.create({ customer, amount: 1000, currency: "usd" });
    const made = await draft(customer, 500, { discounts: [{ coupon: third.id }, { coupon: fixed.id }] });
    expect(made).toMatchObject({ subtotal: 1500, total: 905 });
    expect(made.total_discount_amounts?.map((one) => one.amount)).toEqual([495, 100]);
    const amounts = made.lines.data.map((line) => line.discount_amounts?.map((one) => one.amount));
    expect(amounts.flat().reduce((sum, one) => (sum ?? 0) + (one ?? 0), 0)).toBe(595);
    expect((await stripe.coupons.retrieve(fixed.id)).times_redeemed).toBe(1);
  });
});

describe("an invoice that goes on by itself", () => {
  it("is finalized and charged an hour later by its test clock", async () => {
    const { customer, clock } = await makeCustomer(stripe);
    const made = await draft(customer, 2000, { auto_advance: true });
    expect(made.automatically_finalizes_at).toBe(START + HOUR);
    await advance(running, stripe, clock, START + HOUR - 1);
    expect((await stripe.invoices.retrieve(made.id)).status).toBe("draft");
    await advance(running, stripe, clock, START + HOUR);
    const paid = await stripe.invoices.retrieve(made.id);
    expect(paid).toMatchObject({ status: "paid", created: START });
    expect(paid.status_transitions).toMatchObject({ finalized_at: START + HOUR, paid_at: START + HOUR });
  });
});

describe("test clocks", () => {
  it("say when they advance and when they are ready, and never go back", async () => {
    const { clock } = await makeCustomer(stripe);
    const start = mark(running);
    await advance(running, stripe, clock, at("2026-02-01T00:00"));
    expect(eventsSince(running, start)).toEqual([
      "test_helpers.test_clock.advancing",
      "test_helpers.test_clock.ready",
    ]);
    expect((await stripe.testHelpers.testClocks.retrieve(clock)).frozen_time).toBe(at("2026-02-01T00:00"));
    const back = stripe.testHelpers.testClocks.advance(clock, { frozen_time: START });
    expect((await failure(back)).statusCode).toBe(400);
    const far = stripe.testHelpers.testClocks.advance(clock, { frozen_time: at("2029-01-01T00:00") });
    expect((await failure(far)).param).toBe("frozen_time");
  });

  it("delete their customers with them, and hide them from lists that do not ask", async () => {
    const { clock, customer } = await makeCustomer(stripe);
    expect((await stripe.customers.list({ test_clock: clock })).data).toHaveLength(1);
    expect((await stripe.customers.list()).data.map((one) => one.id)).not.toContain(customer);
    expect((await stripe.customers.retrieve(customer)).lastResponse.statusCode).toBe(200);
    await stripe.testHelpers.testClocks.del(clock);
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ deleted: true });
    expect((await failure(stripe.testHelpers.testClocks.retrieve(clock))).statusCode).toBe(404);
  });
});
