import { afterEach, describe, expect, it } from "vitest";
import { BILLING } from "../context";
import {
  advance,
  at,
  DAY,
  eventsSince,
  giveCard,
  HOUR,
  makeCustomer,
  makePrice,
  mark,
} from "../testing/billing";
import { browserCall, clientOf, openEmulator } from "../testing/harness";

const running = await openEmulator();
const stripe = clientOf(running);
const price = await makePrice(stripe);
const { settings } = running.engine.emulator;
afterEach(() => {
  settings.billing = { ...BILLING };
});

async function subscribed(card = "pm_card_visa") {
  const { customer, clock } = await makeCustomer(stripe);
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
  if (card !== "pm_card_visa") await giveCard(stripe, customer, card);
  return { customer, clock, id };
}

const state = async (id: string) => {
  const found = await stripe.subscriptions.retrieve(id, { expand: ["latest_invoice"] });
  const invoice = found.latest_invoice;
  if (invoice === null || typeof invoice === "string") throw new Error("not expanded");
  return { found, invoice, status: found.status };
};
const FEBRUARY = at("2026-02-10T12:00");

describe("a renewal", () => {
  it("drafts at the end of the period, and is finalized and charged an hour later", async () => {
    const { clock, id } = await subscribed();
    const start = mark(running);
    await advance(running, stripe, clock, FEBRUARY);
    const drafted = await state(id);
    expect(drafted.invoice).toMatchObject({
      status: "draft",
      billing_reason: "subscription_cycle",
      period_start: at("2026-01-10T12:00"),
      period_end: FEBRUARY,
      automatically_finalizes_at: FEBRUARY + HOUR,
    });
    expect(drafted.found).toMatchObject({
      status: "active",
      items: { data: [{ current_period_start: FEBRUARY }] },
    });
    expect(drafted.invoice.lines.data[0]?.period).toEqual({ start: FEBRUARY, end: at("2026-03-10T12:00") });
    await advance(running, stripe, clock, FEBRUARY + HOUR);
    expect((await state(id)).invoice).toMatchObject({ status: "paid", amount_paid: 3000, attempt_count: 1 });
    expect(eventsSince(running, start, /^(?!test_helpers)/)).toEqual([
      "invoice.upcoming",
      "customer.subscription.updated",
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

  it("comes again each month on the day of the anchor, once each", async () => {
    const { clock, id, customer } = await subscribed();
    await advance(running, stripe, clock, FEBRUARY + HOUR);
    await advance(running, stripe, clock, at("2026-04-10T13:00"));
    const invoices = await stripe.invoices.list({ subscription: id });
    expect(invoices.data.map((one) => [one.status, one.lines.data[0]?.period.start])).toEqual([
      ["paid", at("2026-04-10T12:00")],
      ["paid", at("2026-03-10T12:00")],
      ["paid", FEBRUARY],
      ["paid", at("2026-01-10T12:00")],
    ]);
    expect((await stripe.charges.list({ customer })).data.map((one) => one.created)).toEqual([
      at("2026-04-10T13:00"),
      at("2026-03-10T13:00"),
      FEBRUARY + HOUR,
      at("2026-01-10T12:00"),
    ]);
  });

  it("is announced a week before, as an invoice without an id", async () => {
    const { clock, id } = await subscribed();
    await advance(running, stripe, clock, FEBRUARY - 7 * DAY);
    const [upcoming] = (await stripe.events.list({ type: "invoice.upcoming", limit: 1 })).data;
    expect(upcoming?.data.object).toMatchObject({ amount_due: 3000, billing_reason: "upcoming" });
    expect(upcoming?.data.object).not.toHaveProperty("id");
    expect((await state(id)).invoice.billing_reason).toBe("subscription_create");
  });
});

describe("a renewal that fails", () => {
  it("is tried again after 3, 5 and 7 days, and then ends the subscription", async () => {
    const { clock, id } = await subscribed("pm_card_chargeCustomerFail");
    const start = mark(running);
    await advance(running, stripe, clock, FEBRUARY + HOUR);
    const late = await state(id);
    expect(late.status).toBe("past_due");
    expect(late.invoice).toMatchObject({
      status: "open",
      attempt_count: 1,
      next_payment_attempt: FEBRUARY + HOUR + 3 * DAY,
    });
    expect(eventsSince(running, start, /^(charge|payment_intent|invoice|customer)/).slice(-7)).toEqual([
      "invoice.finalized",
      "payment_intent.created",
      "charge.failed",
      "payment_intent.payment_failed",
      "invoice.updated",
      "invoice.payment_failed",
      "customer.subscription.updated",
    ]);
    const retry = mark(running);
    await advance(running, stripe, clock, FEBRUARY + HOUR + 3 * DAY);
    expect((await state(id)).invoice).toMatchObject({
      attempt_count: 2,
      next_payment_attempt: FEBRUARY + HOUR + 8 * DAY,
    });
    expect(eventsSince(running, retry, /^(?!test_helpers)/)).toEqual([
      "charge.failed",
      "payment_intent.payment_failed",
      "invoice.payment_failed",
      "invoice.updated",
    ]);
    await advance(running, stripe, clock, FEBRUARY + HOUR + 15 * DAY);
    const over = await state(id);
    expect(over.found).toMatchObject({
      status: "canceled",
      cancellation_details: { reason: "payment_failed" },
      ended_at: FEBRUARY + HOUR + 15 * DAY,
    });
    expect(over.invoice).toMatchObject({ attempt_count: 4, next_payment_attempt: null, auto_advance: false });
  });

  it("recovers when a new card pays, also by the next try", async () => {
    const { clock, id, customer } = await subscribed("pm_card_chargeCustomerFail");
    await advance(running, stripe, clock, FEBRUARY + HOUR);
    await giveCard(stripe, customer, "pm_card_visa");
    const start = mark(running);
    await advance(running, stripe, clock, FEBRUARY + HOUR + 3 * DAY);
    expect(await state(id)).toMatchObject({
      status: "active",
      invoice: { status: "paid", attempt_count: 2 },
    });
    expect(eventsSince(running, start, /^(?!test_helpers)/)).toEqual([
      "charge.succeeded",
      "payment_intent.succeeded",
      "invoice.updated",
      "invoice.paid",
      "invoice.payment_succeeded",
      "invoice_payment.paid",
      "customer.subscription.updated",
    ]);
  });

  it("leaves the subscription unpaid where the account says so; later invoices stay drafts until it is paid", async () => {
    settings.billing = { retryDays: [1], afterRetries: "mark_unpaid" };
    const { clock, id } = await subscribed("pm_card_chargeCustomerFail");
    await advance(running, stripe, clock, FEBRUARY + HOUR + DAY);
    expect((await state(id)).status).toBe("unpaid");
    await advance(running, stripe, clock, at("2026-03-11T12:00"));
    const next = await state(id);
    expect(next.invoice).toMatchObject({ status: "draft", auto_advance: false });
    await stripe.invoices.pay(next.invoice.id, { payment_method: "pm_card_visa" });
    expect((await state(id)).status).toBe("active");
  });

  it("can leave it past due for good", async () => {
    settings.billing = { retryDays: [], afterRetries: "leave_past_due" };
    const { clock, id } = await subscribed("pm_card_chargeCustomerFail");
    await advance(running, stripe, clock, FEBRUARY + 10 * DAY);
    expect(await state(id)).toMatchObject({ status: "past_due", invoice: { next_payment_attempt: null } });
  });
});

describe("a renewal whose card wants its holder", () => {
  it("waits, is late, and is paid from a page with the invoice's secret", async () => {
    const { clock, id } = await subscribed("pm_card_authenticationRequired");
    const start = mark(running);
    await advance(running, stripe, clock, FEBRUARY + HOUR);
    const late = await state(id);
    expect(late).toMatchObject({ status: "past_due", invoice: { status: "open" } });
    expect(eventsSince(running, start, /^(?!test_helpers)/).slice(-5)).toEqual([
      "payment_intent.requires_action",
      "invoice.payment_action_required",
      "invoice.updated",
      "invoice.payment_failed",
      "customer.subscription.updated",
    ]);
    const open = await stripe.invoices.retrieve(late.invoice.id, { expand: ["confirmation_secret"] });
    const client_secret = String(open.confirmation_secret?.client_secret);
    const intent = client_secret.split("_secret_")[0];
    const seen = await browserCall(running, "GET", `/v1/payment_intents/${intent}`, { client_secret });
    const action = (seen.body as { next_action?: { use_stripe_sdk: Record<string, string> } }).next_action;
    const source = String(action?.use_stripe_sdk.three_d_secure_2_source);
    await browserCall(running, "POST", "/v1/3ds2/authenticate", { source, outcome: "complete" });
    expect(await state(id)).toMatchObject({ status: "active", invoice: { status: "paid" } });
  });

  it("set up before, pays without asking", async () => {
    const { customer, clock } = await makeCustomer(stripe, null);
    const setup = await stripe.setupIntents.create({
      customer,
      payment_method: "pm_card_authenticationRequiredOnSetup",
      confirm: true,
      return_url: "http://localhost/x",
    });
    await fetch(String(setup.next_action?.redirect_to_url?.url), {
      method: "POST",
      body: new URLSearchParams({ outcome: "complete" }),
      redirect: "manual",
    });
    const [method] = (await stripe.customers.listPaymentMethods(customer)).data;
    const { id } = await stripe.subscriptions.create({
      customer,
      items: [{ price: price.id }],
      default_payment_method: String(method?.id),
    });
    await advance(running, stripe, clock, FEBRUARY + HOUR);
    expect(await state(id)).toMatchObject({ status: "active", invoice: { status: "paid" } });
  });
});

describe("collection that pauses", () => {
  it.each([
    ["keep_as_draft", "draft"],
    ["void", "void"],
    ["mark_uncollectible", "uncollectible"],
  ] as const)(
    "%s leaves the renewal %s and the subscription active, until its date",
    async (behavior, status) => {
      const { clock, id } = await subscribed();
      await stripe.subscriptions.update(id, {
        pause_collection: { behavior, resumes_at: FEBRUARY + 5 * DAY },
      });
      await advance(running, stripe, clock, FEBRUARY + 2 * HOUR);
      expect(await state(id)).toMatchObject({ status: "active", invoice: { status } });
      await advance(running, stripe, clock, at("2026-03-10T13:00"));
      expect(await state(id)).toMatchObject({
        found: { pause_collection: null },
        invoice: { status: "paid" },
      });
    },
  );
});
