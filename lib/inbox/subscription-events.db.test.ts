import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises } from "@/lib/checkout/testing";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { stripe } from "@/lib/stripe/client";
import { breakCalls, useEmulator } from "@/lib/stripe/testing";
import { permutationsOf, planStateOf } from "@/lib/subscriptions/testing/facts";
import { toOlderShape } from "@/lib/subscriptions/testing/older-shapes";
import {
  advance,
  eventsAbout,
  newSubscriber,
  type Subscriber,
  subscribe,
  type ToldEvent,
} from "@/lib/subscriptions/testing/subscribers";
import { ENABLED_EVENTS } from "./handlers/registry";
import { deliver } from "./testing";

useTestDatabase();
useEmulator();
beforeAll(async () => {
  await setUpCatalog();
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const HOUR = 3600;
const DAY = 24 * HOUR;
const KEY = "topup_pro_month_usd";

async function tell(events: readonly ToldEvent[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const event of events) statuses.push((await deliver(JSON.stringify(event))).status);
  return statuses;
}

/** Without what charges brought us: it is booked at a time of its own, and says nothing of plans. */
const OF_PLANS = ENABLED_EVENTS.filter((type) => type !== "charge.updated");

/** First payment, renewal and cancellation, of which nobody has heard yet. */
async function lifeUnseen(): Promise<{ person: Subscriber; events: ToldEvent[] }> {
  const person = await newSubscriber();
  const { id } = await subscribe(person, KEY);
  await advance(person, 32 * DAY);
  await stripe().subscriptions.cancel(id);
  return { person, events: await eventsAbout(person, OF_PLANS) };
}
const LIVED = {
  available: 2000,
  grants: 2,
  payments: 0,
  subscriptions: [{ status: "canceled", set_aside: null, plan: "pro" }],
};

/** What we are told of that life, in the order in which it happens. */
const TOLD = [
  "customer.subscription.created",
  "payment_intent.created",
  "payment_intent.succeeded",
  "customer.subscription.updated",
  "invoice.paid",
  "customer.subscription.updated",
  "payment_intent.created",
  "payment_intent.succeeded",
  "invoice.paid",
  "customer.subscription.deleted",
];

describe("all events of first payment, renewal and cancellation", () => {
  it("bring each period's credits once and show the end, with no payment booked beside them", async () => {
    const { person, events } = await lifeUnseen();
    expect(events.map(({ type }) => type)).toEqual(TOLD);
    expect(new Set(await tell(events))).toEqual(new Set([200]));
    expect(await planStateOf(person.walletId)).toMatchObject(LIVED);
  });

  it.each(TOLD.map((type, at) => [at + 1, type] as const))(
    "end the same without number %d of them, %s",
    async (place) => {
      const { person, events } = await lifeUnseen();
      expect(new Set(await tell(events.filter((_, at) => at !== place - 1)))).toEqual(new Set([200]));
      expect(await planStateOf(person.walletId)).toMatchObject(LIVED);
    },
  );

  it("end the same when each comes twice in a row", async () => {
    const { person, events } = await lifeUnseen();
    expect(new Set(await tell(events.flatMap((event) => [event, event])))).toEqual(new Set([200]));
    expect(await planStateOf(person.walletId)).toMatchObject(LIVED);
  });

  it("end the same when the endpoint is of an API version before 2025-03-31", async () => {
    const { person, events } = await lifeUnseen();
    expect(new Set(await tell(events.map(toOlderShape)))).toEqual(new Set([200]));
    expect(await planStateOf(person.walletId)).toMatchObject(LIVED);
  });

  it("end the same backwards, twice over and all at once", async () => {
    const { person, events } = await lifeUnseen();
    await tell([...events].reverse());
    expect(await planStateOf(person.walletId)).toMatchObject(LIVED);
    const other = await lifeUnseen();
    const twice = [...other.events, ...other.events].map((event) => deliver(JSON.stringify(event)));
    expect(new Set((await Promise.all(twice)).map(({ status }) => status))).toEqual(new Set([200]));
    expect(await planStateOf(other.person.walletId)).toMatchObject(LIVED);
  });

  it("are told apart from one invoice under two event ids", async () => {
    const { person, events } = await lifeUnseen();
    await tell(events);
    await tell(events.map((event) => ({ ...event, id: `${event.id}again` })));
    expect(await planStateOf(person.walletId)).toMatchObject(LIVED);
  });

  it.each(permutationsOf(["begins", "is paid", "is paid again", "ends"]))(
    "end the same in every order: %s, %s, %s, %s",
    async (...order) => {
      const { person, events } = await lifeUnseen();
      const [begins] = events.filter(({ type }) => type === "customer.subscription.created");
      const [first, second] = events.filter(({ type }) => type === "invoice.paid");
      const [ends] = events.filter(({ type }) => type === "customer.subscription.deleted");
      const named = { begins, "is paid": first, "is paid again": second, ends };
      const told = order.flatMap((name) => named[name as keyof typeof named] ?? []);
      expect(told).toHaveLength(4);
      await tell(told);
      expect(await planStateOf(person.walletId)).toMatchObject(LIVED);
    },
  );
});

describe("a first payment", () => {
  it("that only its PaymentIntent tells of is no payment without an order, but the first month", async () => {
    const person = await newSubscriber();
    await subscribe(person, KEY);
    await tell(await eventsAbout(person, ["payment_intent.created", "charge.updated"]));
    expect(await planStateOf(person.walletId)).toMatchObject({ available: 0, grants: 0, payments: 0 });
    await tell(await eventsAbout(person, ["payment_intent.succeeded"]));
    expect(await planStateOf(person.walletId)).toMatchObject({
      ...{ available: 1000, grants: 1, payments: 0, subscriptions: [{ status: "active" }] },
    });
    await tell(await eventsAbout(person, ENABLED_EVENTS));
    expect(await planStateOf(person.walletId)).toMatchObject({ available: 1000, grants: 1, payments: 0 });
  });

  it("is not settled while Stripe cannot say what the money is for, and is when it can again", async () => {
    const person = await newSubscriber();
    await subscribe(person, KEY);
    const events = await eventsAbout(person, ["payment_intent.succeeded"]);
    await breakCalls({ path: "/v1/invoice_payments", action: "fail", count: 3 });
    expect(await tell(events)).toEqual([500]);
    expect(await tell(events)).toEqual([200]);
    expect(await planStateOf(person.walletId)).toMatchObject({ available: 1000, payments: 0 });
  });

  it("that is not made leaves the subscription incomplete and without credits", async () => {
    const person = await newSubscriber(null);
    await subscribe(person, KEY, { payment_behavior: "default_incomplete" });
    await tell(await eventsAbout(person, ENABLED_EVENTS));
    const state = { available: 0, subscriptions: [{ status: "incomplete" }] };
    expect(await planStateOf(person.walletId)).toMatchObject(state);
    await advance(person, DAY);
    await tell(await eventsAbout(person, ENABLED_EVENTS));
    expect((await planStateOf(person.walletId)).subscriptions).toMatchObject([
      { status: "incomplete_expired" },
    ]);
  });
});

describe("later", () => {
  it("a trial brings its credits, and the first paid month its own", async () => {
    const person = await newSubscriber();
    await subscribe(person, KEY, { trial_period_days: 7 });
    await tell(await eventsAbout(person, ENABLED_EVENTS));
    expect(await planStateOf(person.walletId)).toMatchObject({
      ...{ available: 100, grants: 1, subscriptions: [{ status: "trialing" }] },
    });
    await advance(person, 7 * DAY + 2 * HOUR);
    await tell(await eventsAbout(person, ENABLED_EVENTS));
    expect(await planStateOf(person.walletId)).toMatchObject({
      ...{ available: 1100, grants: 2, subscriptions: [{ status: "active" }] },
    });
  });

  it("a failed renewal is past due and brings nothing, until it is paid", async () => {
    const person = await newSubscriber();
    await subscribe(person, KEY);
    const failing = await stripe().paymentMethods.attach("pm_card_chargeCustomerFail", {
      customer: person.customerId,
    });
    const settings = (method: string) => ({ invoice_settings: { default_payment_method: method } });
    await stripe().customers.update(person.customerId, settings(failing.id));
    await advance(person, 31 * DAY + 2 * HOUR);
    await tell(await eventsAbout(person, ENABLED_EVENTS));
    expect(await planStateOf(person.walletId)).toMatchObject({
      ...{ available: 1000, grants: 1, subscriptions: [{ status: "past_due" }] },
    });
    const [open] = (await stripe().invoices.list({ customer: person.customerId, status: "open" })).data;
    const good = await stripe().paymentMethods.attach("pm_card_visa", { customer: person.customerId });
    await stripe().invoices.pay(open?.id ?? "", { payment_method: good.id });
    await tell(await eventsAbout(person, ENABLED_EVENTS));
    expect(await planStateOf(person.walletId)).toMatchObject({
      ...{ available: 2000, grants: 2, payments: 0, subscriptions: [{ status: "active" }] },
    });
  });

  it("an upgrade in the middle of a month brings credits as its money does", async () => {
    const person = await newSubscriber();
    const { id, items } = await subscribe(person, "topup_starter_month_usd");
    await advance(person, 15 * DAY);
    const [pro] = (await stripe().prices.list({ lookup_keys: [KEY] })).data;
    const changed = await stripe().subscriptions.update(id, {
      items: [{ id: items.data[0]?.id ?? "", price: pro?.id ?? "" }],
      proration_behavior: "always_invoice",
    });
    await tell(await eventsAbout(person, ENABLED_EVENTS));
    const invoice = await stripe().invoices.retrieve(String(changed.latest_invoice));
    const { available = 0, subscriptions } = await planStateOf(person.walletId);
    const share = invoice.amount_paid / (2900 - 900);
    expect(share).toBeGreaterThan(0.4);
    expect(Math.abs(available - 250 - share * 750)).toBeLessThan(2);
    expect(subscriptions).toMatchObject([{ plan: "pro", status: "active" }]);
  });

  it("a subscription that a hand in the dashboard made is taken in, and one to another price is not", async () => {
    const person = await newSubscriber();
    const other = await stripe().prices.create({
      ...{ currency: "usd", unit_amount: 700, recurring: { interval: "month" } },
      product_data: { name: "Other" },
    });
    const [pro] = (await stripe().prices.list({ lookup_keys: [KEY] })).data;
    for (const price of [other.id, pro?.id ?? ""])
      await stripe().subscriptions.create({ customer: person.customerId, items: [{ price }] });
    await tell(await eventsAbout(person, ENABLED_EVENTS));
    expect(await planStateOf(person.walletId)).toMatchObject({
      ...{ available: 1000, grants: 1, payments: 0, subscriptions: [{ status: "active", plan: "pro" }] },
    });
    const [parked] = await sql()`select count(*)::int as count from inbox_events where state = 'failed'`;
    expect(parked?.count).toBe(0);
  });
});
