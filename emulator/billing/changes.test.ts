import type Stripe from "stripe";
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
} from "../testing/billing";
import { clientOf, openEmulator } from "../testing/harness";

const running = await openEmulator();
const stripe = clientOf(running);
const pro = await makePrice(stripe);
const scale = await makePrice(stripe, { unit_amount: 9000 });
const yearly = await makePrice(stripe, { unit_amount: 30_000, recurring: { interval: "year" } });

/** Fifteen and a half of 31 days are left: half of the period. */
const HALF = at("2026-01-26T00:00");
const FEBRUARY = at("2026-02-10T12:00");

async function subscribed(extra: Partial<Stripe.SubscriptionCreateParams> = {}) {
  const { customer, clock } = await makeCustomer(stripe);
  const made = await stripe.subscriptions.create({ customer, items: [{ price: pro.id }], ...extra });
  await advance(running, stripe, clock, HALF);
  return { customer, clock, id: made.id, item: String(made.items.data[0]?.id) };
}
const latest = async (id: string) => {
  const { latest_invoice } = await stripe.subscriptions.retrieve(id, { expand: ["latest_invoice"] });
  return latest_invoice as Stripe.Invoice;
};
const pending = async (customer: string) =>
  (await stripe.invoiceItems.list({ customer, pending: true })).data.map((one) => one.amount).reverse();

describe("an upgrade", () => {
  it("always_invoice credits the unused time, debits the rest, and is paid at once", async () => {
    const { id, item } = await subscribed();
    const start = mark(running);
    const after = await stripe.subscriptions.update(id, {
      items: [{ id: item, price: scale.id }],
      proration_behavior: "always_invoice",
    });
    expect(after.items.data[0]).toMatchObject({
      id: item,
      price: { id: scale.id },
      current_period_end: FEBRUARY,
    });
    const invoice = await latest(id);
    expect(invoice).toMatchObject({ status: "paid", total: 3000, billing_reason: "subscription_update" });
    expect(invoice.lines.data.map((line) => [line.amount, line.description])).toEqual([
      [-1500, "Unused time on Pro after 26 Jan 2026"],
      [4500, "Remaining time on Pro after 26 Jan 2026"],
    ]);
    const [credit, debit] = invoice.lines.data.map((line) => line.parent?.subscription_item_details);
    expect(credit).toMatchObject({ proration: true, subscription_item: item });
    expect(credit?.proration_details?.credited_items?.invoice_line_items).toHaveLength(1);
    expect(debit?.proration_details?.credited_items).toBeNull();
    expect(eventsSince(running, start)).toEqual([
      "customer.subscription.updated",
      "invoiceitem.created",
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

  it("create_prorations waits for the renewal, none never comes", async () => {
    const { id, item, customer, clock } = await subscribed();
    await stripe.subscriptions.update(id, { items: [{ id: item, price: scale.id }] });
    expect(await pending(customer)).toEqual([-1500, 4500]);
    await advance(running, stripe, clock, FEBRUARY + HOUR);
    expect((await latest(id)).total).toBe(3000 + 9000);
    const other = await subscribed();
    await stripe.subscriptions.update(other.id, {
      items: [{ id: other.item, price: scale.id }],
      proration_behavior: "none",
    });
    expect(await pending(other.customer)).toEqual([]);
  });

  it("credits exactly what was debited: after a discount, and after an upgrade of the same day", async () => {
    const half = await stripe.coupons.create({ percent_off: 50, duration: "forever" });
    const { id, item, customer } = await subscribed({ discounts: [{ coupon: half.id }] });
    await stripe.subscriptions.update(id, { items: [{ id: item, price: scale.id }] });
    expect(await pending(customer)).toEqual([-750, 2250]);
    await stripe.subscriptions.update(id, { items: [{ id: item, price: pro.id }] });
    expect(await pending(customer)).toEqual([-750, 2250, -2250, 750]);
  });

  it("of the quantity is prorated alike; proration_date fixes the second", async () => {
    const { id, item, customer, clock } = await subscribed();
    const proration_date = HALF;
    await advance(running, stripe, clock, HALF + 2 * HOUR);
    await stripe.subscriptions.update(id, { items: [{ id: item, quantity: 3 }], proration_date });
    expect(await pending(customer)).toEqual([-1500, 4500]);
    const early = stripe.subscriptions.update(id, { items: [{ id: item, quantity: 4 }], proration_date: 1 });
    expect((await failure(early)).param).toBe("proration_date");
  });

  it("from month to year begins anew now when told so, and bills the year", async () => {
    const { id, item } = await subscribed();
    const after = await stripe.subscriptions.update(id, {
      items: [{ id: item, price: yearly.id }],
      billing_cycle_anchor: { type: "now" },
      proration_behavior: "always_invoice",
    });
    expect(after).toMatchObject({
      billing_cycle_anchor: HALF,
      items: { data: [{ current_period_end: at("2027-01-26T00:00") }] },
    });
    expect((await latest(id)).lines.data.map((line) => line.amount)).toEqual([-1500, 30_000]);
  });

  it("is shown by a preview to the cent before it is made, and the preview changes nothing", async () => {
    const { id, item } = await subscribed();
    const start = mark(running);
    const wish = { items: [{ id: item, price: scale.id }], proration_date: HALF } as const;
    const shown = await stripe.invoices.createPreview({
      subscription: id,
      subscription_details: { ...wish, items: [...wish.items], proration_behavior: "always_invoice" },
    });
    expect(shown).toMatchObject({
      status: "draft",
      total: 3000,
      billing_reason: "subscription_update",
      number: null,
    });
    expect(shown.id).toMatch(/^upcoming_in_/);
    const renewal = await stripe.invoices.createPreview({ subscription: id });
    expect(renewal).toMatchObject({ total: 3000, billing_reason: "upcoming", created: FEBRUARY });
    const later = await stripe.invoices.createPreview({
      subscription: id,
      subscription_details: { ...wish, items: [...wish.items] },
    });
    expect(later.lines.data.map((line) => line.amount)).toEqual([-1500, 4500, 9000]);
    expect(eventsSince(running, start)).toEqual([]);
    expect((await stripe.subscriptions.retrieve(id)).items.data[0]?.price.id).toBe(pro.id);
    await stripe.subscriptions.update(id, {
      ...wish,
      items: [...wish.items],
      proration_behavior: "always_invoice",
    });
    expect((await latest(id)).total).toBe(shown.total);
  });

  it("a preview of what is not there yet shows its first invoice", async () => {
    const { customer } = await makeCustomer(stripe, null);
    const shown = await stripe.invoices.createPreview({
      customer,
      subscription_details: { items: [{ price: scale.id, quantity: 2 }] },
    });
    expect(shown).toMatchObject({ total: 18_000, amount_due: 18_000 });
    expect((await stripe.subscriptions.list({ customer, status: "all" })).data).toEqual([]);
    expect((await failure(stripe.invoices.createPreview({ customer }))).code).toBe("invoice_upcoming_none");
  });
});

describe("an upgrade whose payment fails", () => {
  const failing = async () => {
    const made = await subscribed();
    await giveCard(stripe, made.customer, "pm_card_chargeCustomerFail");
    const change = {
      items: [{ id: made.item, price: scale.id }],
      proration_behavior: "always_invoice",
    } as const;
    return { ...made, change: { ...change, items: [...change.items] } };
  };

  it("allow_incomplete: is done, and the subscription is late", async () => {
    const { id, change } = await failing();
    const after = await stripe.subscriptions.update(id, change);
    expect(after).toMatchObject({ status: "past_due", items: { data: [{ price: { id: scale.id } }] } });
  });

  it("error_if_incomplete: answers 402, and nothing happened", async () => {
    const { id, change, customer } = await failing();
    const start = mark(running);
    const refused = stripe.subscriptions.update(id, { ...change, payment_behavior: "error_if_incomplete" });
    expect((await failure(refused)).statusCode).toBe(402);
    expect(eventsSince(running, start)).toEqual([]);
    expect(await pending(customer)).toEqual([]);
    expect((await stripe.subscriptions.retrieve(id)).items.data[0]?.price.id).toBe(pro.id);
  });

  it("default_incomplete: waits for the payer", async () => {
    const { id, change } = await failing();
    const after = await stripe.subscriptions.update(id, {
      ...change,
      payment_behavior: "default_incomplete",
    });
    expect(after.status).toBe("past_due");
    const invoice = await latest(id);
    expect(invoice).toMatchObject({ status: "open", attempted: false });
    await stripe.invoices.pay(invoice.id, { payment_method: "pm_card_visa" });
    expect((await stripe.subscriptions.retrieve(id)).status).toBe("active");
  });

  it("pending_if_incomplete: keeps the old plan until it is paid", async () => {
    const { id, change } = await failing();
    const held = await stripe.subscriptions.update(id, {
      ...change,
      payment_behavior: "pending_if_incomplete",
    });
    expect(held).toMatchObject({
      status: "active",
      items: { data: [{ price: { id: pro.id } }] },
      pending_update: { expires_at: HALF + 23 * HOUR, subscription_items: [{ price: { id: scale.id } }] },
    });
    const start = mark(running);
    await stripe.invoices.pay(String(held.latest_invoice), { payment_method: "pm_card_visa" });
    const after = await stripe.subscriptions.retrieve(id);
    expect(after).toMatchObject({ pending_update: null, items: { data: [{ price: { id: scale.id } }] } });
    expect(eventsSince(running, start)).toContain("customer.subscription.pending_update_applied");
  });

  it("pending_if_incomplete: drops the change after 23 hours, and credits as if it had never been", async () => {
    const { id, change, clock, customer, item } = await failing();
    const held = await stripe.subscriptions.update(id, {
      ...change,
      payment_behavior: "pending_if_incomplete",
    });
    await advance(running, stripe, clock, HALF + 23 * HOUR);
    expect((await stripe.invoices.retrieve(String(held.latest_invoice))).status).toBe("void");
    const after = await stripe.subscriptions.retrieve(id);
    expect(after).toMatchObject({
      status: "active",
      pending_update: null,
      items: { data: [{ price: { id: pro.id } }] },
    });
    await stripe.subscriptions.update(id, { items: [{ id: item, price: scale.id }], proration_date: HALF });
    expect(await pending(customer)).toEqual([-1500, 4500]);
  });

  it("pending_if_incomplete: drops the change when its invoice is voided, and at the latest with the period", async () => {
    const { id, change, clock } = await failing();
    const pendingNow = { ...change, payment_behavior: "pending_if_incomplete" } as const;
    const held = await stripe.subscriptions.update(id, pendingNow);
    const start = mark(running);
    await stripe.invoices.voidInvoice(String(held.latest_invoice));
    expect((await stripe.subscriptions.retrieve(id)).pending_update).toBeNull();
    expect(eventsSince(running, start)).toContain("customer.subscription.pending_update_expired");
    await advance(running, stripe, clock, FEBRUARY - 12 * HOUR);
    const late = await stripe.subscriptions.update(id, pendingNow);
    expect(late.pending_update?.expires_at).toBe(FEBRUARY);
  });
});

describe("a downgrade", () => {
  it("at once puts the difference on the customer's balance", async () => {
    const { id, item, customer } = await subscribed({ items: [{ price: scale.id }] });
    await stripe.subscriptions.update(id, {
      items: [{ id: item, price: pro.id }],
      proration_behavior: "always_invoice",
    });
    expect(await latest(id)).toMatchObject({ total: -3000, amount_due: 0, status: "paid" });
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -3000 });
  });

  it("by a schedule happens at the end of the period, without prorations, and then runs free", async () => {
    const { id, clock, customer } = await subscribed({ items: [{ price: scale.id }] });
    const start = mark(running);
    const schedule = await stripe.subscriptionSchedules.create({ from_subscription: id });
    const [now] = schedule.phases;
    await stripe.subscriptionSchedules.update(schedule.id, {
      phases: [
        {
          items: [{ price: scale.id }],
          start_date: Number(now?.start_date),
          end_date: Number(now?.end_date),
        },
        { items: [{ price: pro.id }], duration: { interval: "month", interval_count: 1 } },
      ],
    });
    expect((await stripe.subscriptions.retrieve(id)).schedule).toBe(schedule.id);
    expect(eventsSince(running, start)).toEqual([
      "subscription_schedule.created",
      "customer.subscription.updated",
      "subscription_schedule.updated",
    ]);
    const direct = stripe.subscriptions.update(id, { cancel_at_period_end: true });
    expect((await failure(direct)).message).toContain("managed by the subscription schedule");
    await advance(running, stripe, clock, FEBRUARY + HOUR);
    expect(await latest(id)).toMatchObject({ status: "paid", total: 3000 });
    expect(await pending(customer)).toEqual([]);
    await advance(running, stripe, clock, at("2026-03-10T13:00"));
    const ended = await stripe.subscriptionSchedules.retrieve(schedule.id);
    expect(ended).toMatchObject({ status: "released", subscription: null, released_subscription: id });
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: "active", schedule: null });
  });

  it("by a schedule keeps the discounts that its phase names, and no others", async () => {
    const half = await stripe.coupons.create({ percent_off: 50, duration: "forever" });
    const discounts = [{ coupon: half.id }];
    const later = async (keeps: boolean) => {
      const { id, clock } = await subscribed({ items: [{ price: scale.id }], discounts });
      const schedule = await stripe.subscriptionSchedules.create({ from_subscription: id });
      const [now] = schedule.phases;
      const discount = String(now?.discounts[0]?.discount);
      const kept = keeps ? { discounts: [{ discount }] } : {};
      const duration = { interval: "month", interval_count: 1 } as const;
      await stripe.subscriptionSchedules.update(schedule.id, {
        phases: [
          {
            items: [{ price: scale.id }],
            start_date: Number(now?.start_date),
            end_date: Number(now?.end_date),
            discounts: [{ discount }],
          },
          { items: [{ price: pro.id }], duration, ...kept },
        ],
      });
      await advance(running, stripe, clock, FEBRUARY + HOUR);
      return (await latest(id)).total;
    };
    expect([await later(true), await later(false)]).toEqual([1500, 3000]);
  });

  it("by a schedule comes before the renewal of the same second, also months later", async () => {
    const { id, clock } = await subscribed({ items: [{ price: scale.id }] });
    const schedule = await stripe.subscriptionSchedules.create({ from_subscription: id });
    const start_date = Number(schedule.phases[0]?.start_date);
    await stripe.subscriptionSchedules.update(schedule.id, {
      phases: [
        { items: [{ price: scale.id }], start_date, duration: { interval: "month", interval_count: 2 } },
        { items: [{ price: pro.id }], duration: { interval: "month", interval_count: 1 } },
      ],
    });
    await advance(running, stripe, clock, FEBRUARY + HOUR);
    expect((await latest(id)).total).toBe(9000);
    await advance(running, stripe, clock, at("2026-03-10T13:00"));
    expect((await latest(id)).total).toBe(3000);
  });

  it("can be undone by releasing the schedule", async () => {
    const { id, clock } = await subscribed({ items: [{ price: scale.id }] });
    const schedule = await stripe.subscriptionSchedules.create({ from_subscription: id });
    const end = Number(schedule.phases[0]?.end_date);
    await stripe.subscriptionSchedules.update(schedule.id, {
      phases: [
        { items: [{ price: scale.id }], start_date: Number(schedule.phases[0]?.start_date), end_date: end },
        { items: [{ price: yearly.id }] },
      ],
    });
    expect((await stripe.subscriptionSchedules.release(schedule.id)).status).toBe("released");
    await advance(running, stripe, clock, FEBRUARY + HOUR);
    expect((await latest(id)).total).toBe(9000);
    expect((await failure(stripe.subscriptionSchedules.release(schedule.id))).statusCode).toBe(400);
  });

  it("from month to year by a schedule bills a whole year from the end of the month", async () => {
    const { id, clock } = await subscribed();
    const schedule = await stripe.subscriptionSchedules.create({ from_subscription: id });
    const [phase] = schedule.phases;
    await stripe.subscriptionSchedules.update(schedule.id, {
      end_behavior: "release",
      phases: [
        {
          items: [{ price: pro.id }],
          start_date: Number(phase?.start_date),
          end_date: Number(phase?.end_date),
        },
        { items: [{ price: yearly.id }] },
      ],
    });
    await advance(running, stripe, clock, FEBRUARY + HOUR);
    const invoice = await latest(id);
    expect(invoice.total).toBe(30_000);
    expect(invoice.lines.data[0]?.period).toEqual({ start: FEBRUARY, end: at("2027-02-10T12:00") });
  });
});

describe("an end", () => {
  it("at the end of the period is said now and happens then; it can be taken back", async () => {
    const { id, clock } = await subscribed();
    const marked = await stripe.subscriptions.update(id, {
      cancel_at_period_end: true,
      cancellation_details: { feedback: "too_expensive", comment: "dear" },
    });
    expect(marked).toMatchObject({
      status: "active",
      cancel_at: FEBRUARY,
      canceled_at: HALF,
      cancellation_details: { reason: "cancellation_requested", feedback: "too_expensive", comment: "dear" },
    });
    expect((await failure(stripe.invoices.createPreview({ subscription: id }))).code).toBe(
      "invoice_upcoming_none",
    );
    const back = await stripe.subscriptions.update(id, { cancel_at_period_end: false });
    expect(back).toMatchObject({
      cancel_at: null,
      canceled_at: null,
      cancellation_details: { feedback: null },
    });
    await stripe.subscriptions.update(id, { cancel_at: "min_period_end" });
    const start = mark(running);
    await advance(running, stripe, clock, FEBRUARY + 2 * HOUR);
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: "canceled", ended_at: FEBRUARY });
    expect(eventsSince(running, start, /^(customer\.sub|invoice\.created)/)).toEqual([
      "customer.subscription.deleted",
    ]);
    expect((await failure(stripe.subscriptions.update(id, { items: [{ price: pro.id }] }))).code).toBe(
      "invalid_canceled_subscription_fields",
    );
  });

  it("at a date comes on that date", async () => {
    const { id, clock } = await subscribed();
    await stripe.subscriptions.update(id, { cancel_at: HALF + DAY });
    await advance(running, stripe, clock, HALF + DAY);
    expect((await stripe.subscriptions.retrieve(id)).status).toBe("canceled");
  });

  it("at once stops open invoices, and with prorate and invoice_now gives the unused time back", async () => {
    const { id, customer } = await subscribed();
    const gone = await stripe.subscriptions.cancel(id, { prorate: true, invoice_now: true });
    expect(gone).toMatchObject({ status: "canceled", ended_at: HALF });
    expect(await latest(id)).toMatchObject({ total: -1500, status: "paid" });
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -1500 });
    expect((await failure(stripe.subscriptions.cancel(id))).statusCode).toBe(404);
  });

  it("comes with the deletion of the customer", async () => {
    const { id, customer } = await subscribed();
    const start = mark(running);
    await stripe.customers.del(customer);
    expect((await stripe.subscriptions.retrieve(id)).status).toBe("canceled");
    expect(eventsSince(running, start)).toEqual(["customer.subscription.deleted", "customer.deleted"]);
  });
});

describe("a pause", () => {
  it("bills nothing until it is resumed, which begins a period and bills it", async () => {
    const { id, clock } = await subscribed();
    const paused = await stripe.subscriptions.pause(id, { type: "subscription" });
    expect(paused).toMatchObject({ status: "paused", status_details: { paused: { transitioned_at: HALF } } });
    await advance(running, stripe, clock, at("2026-03-01T00:00"));
    expect((await latest(id)).billing_reason).toBe("subscription_create");
    const start = mark(running);
    const resumed = await stripe.subscriptions.resume(id);
    expect(resumed).toMatchObject({ status: "active", billing_cycle_anchor: at("2026-03-01T00:00") });
    expect(await latest(id)).toMatchObject({ status: "paid", total: 3000 });
    expect(eventsSince(running, start, /^customer/)).toEqual([
      "customer.subscription.updated",
      "customer.subscription.resumed",
    ]);
  });

  it("resumed on success stays paused until it is paid, and for good after 23 hours", async () => {
    const { id, clock, customer } = await subscribed();
    await stripe.subscriptions.pause(id, { type: "subscription" });
    await giveCard(stripe, customer, "pm_card_chargeCustomerFail");
    const waiting = await stripe.subscriptions.resume(id, { payment_behavior: "resume_on_payment_success" });
    expect(waiting.status).toBe("paused");
    await advance(running, stripe, clock, HALF + 23 * HOUR);
    expect((await latest(id)).status).toBe("void");
    await giveCard(stripe, customer, "pm_card_visa");
    const paid = await stripe.subscriptions.resume(id, { payment_behavior: "resume_on_payment_success" });
    expect(paid.status).toBe("active");
  });
});
