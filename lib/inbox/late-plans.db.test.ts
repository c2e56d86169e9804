import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises } from "@/lib/checkout/testing";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { stripe } from "@/lib/stripe/client";
import { changeRetries, useEmulator } from "@/lib/stripe/testing";
import { findOverdueInvoice } from "@/lib/subscriptions/find-due-invoice";
import { findSubscription } from "@/lib/subscriptions/find-subscription";
import { ASKS, DAY, newLateSubscriber, REFUSED } from "@/lib/subscriptions/testing/late";
import { advance, eventsAbout, newSubscriber, subscribe } from "@/lib/subscriptions/testing/subscribers";
import { ENABLED_EVENTS } from "./handlers/registry";
import { deliver, tellAll } from "./testing";

useTestDatabase();
useEmulator();
beforeAll(async () => {
  await setUpCatalog();
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const HOUR = 3600;

async function noticesOf(walletId: string) {
  const rows = await sql()<{ kind: string; state: string }[]>`
    select kind, state from notices where wallet_id = ${walletId} order by created_at, kind`;
  return rows.map(({ kind, state }) => `${kind} ${state}`);
}

describe("a renewal that was refused", () => {
  it("is owed with its amount, next try and grace, and one mail, whatever is told in whatever order", async () => {
    const person = await newLateSubscriber();
    const events = await eventsAbout(person, ENABLED_EVENTS);
    const again = events.map((event) => ({ ...event, id: `${event.id}again` }));
    await Promise.all([...again, ...events.reverse()].map((event) => deliver(JSON.stringify(event))));
    const subscription = await findSubscription(person.walletId);
    const start = Date.parse(subscription?.periodStart ?? "");
    const overdue = await findOverdueInvoice(person.walletId);
    expect(overdue).toMatchObject({ ...{ plan: "pro", ask: "payment", amountMinor: 2900, status: "open" } });
    expect(overdue?.lastRefusal).toMatchObject({ code: "card_declined" });
    // Due an hour after the period began, with three days to the next try and seven of grace.
    expect(Date.parse(overdue?.nextAttemptAt ?? "") - start).toBe((3 * DAY + HOUR) * 1000);
    expect(Date.parse(overdue?.graceUntil ?? "") - start).toBe((7 * DAY + HOUR) * 1000);
    expect(await noticesOf(person.walletId)).toEqual(["payment_failed waiting"]);
  });

  it("leaves the plan good until the grace ends, and not for the period that nobody paid", async () => {
    const person = await newLateSubscriber();
    await tellAll(person);
    const found = await findSubscription(person.walletId);
    expect(found).toMatchObject({ status: "past_due", expiresAt: found?.graceUntil });
    expect(Date.parse(found?.periodEnd ?? "")).toBeGreaterThan(Date.parse(found?.expiresAt ?? ""));
  });

  it("and then paid is owed no more, and its mail is not sent if it still waits", async () => {
    const person = await newLateSubscriber();
    await tellAll(person);
    const overdue = await findOverdueInvoice(person.walletId);
    const good = await stripe().paymentMethods.attach("pm_card_visa", { customer: person.customerId });
    await stripe().invoices.pay(overdue?.id ?? "", { payment_method: good.id });
    await tellAll(person);
    expect(await findOverdueInvoice(person.walletId)).toBeNull();
    expect(await noticesOf(person.walletId)).toEqual(["payment_failed dropped"]);
    expect(await findSubscription(person.walletId)).toMatchObject({ status: "active", graceUntil: null });
  });

  it("ends the plan after the last try, which is told once", async () => {
    await changeRetries({ retryDays: [3, 5, 7], afterRetries: "cancel" });
    const person = await newLateSubscriber();
    await tellAll(person);
    await advance(person, 16 * DAY);
    await tellAll(person);
    await tellAll(person);
    expect(await noticesOf(person.walletId)).toEqual(["payment_failed dropped", "plan_ended waiting"]);
    expect(await findSubscription(person.walletId)).toMatchObject({ status: "canceled" });
    expect(await findOverdueInvoice(person.walletId)).toBeNull();
  });

  it("leaves the plan resting where the account chose so, which is told once", async () => {
    await changeRetries({ retryDays: [3], afterRetries: "mark_unpaid" });
    const person = await newLateSubscriber();
    await advance(person, 5 * DAY);
    await tellAll(person);
    await advance(person, 31 * DAY);
    await tellAll(person);
    await changeRetries({ retryDays: [3, 5, 7], afterRetries: "cancel" });
    expect(await noticesOf(person.walletId)).toEqual(["plan_unpaid waiting"]);
    expect(await findOverdueInvoice(person.walletId)).toMatchObject({ nextAttemptAt: null });
  });
});

describe("a renewal that the bank wants confirmed", () => {
  it("is owed as that, with one mail that says so", async () => {
    const person = await newLateSubscriber(ASKS);
    await tellAll(person);
    expect(await findOverdueInvoice(person.walletId)).toMatchObject({ ask: "bank", lastRefusal: null });
    expect(await noticesOf(person.walletId)).toEqual(["bank_confirmation waiting"]);
  });
});

describe("what owes no mail", () => {
  it("a first payment that was refused or left open: its page has told it", async () => {
    const person = await newSubscriber(REFUSED);
    await subscribe(person, "topup_pro_month_usd");
    await tellAll(person);
    expect(await findSubscription(person.walletId)).toMatchObject({ status: "incomplete" });
    expect(await noticesOf(person.walletId)).toEqual([]);
    expect(await findOverdueInvoice(person.walletId)).toBeNull();
  });

  it("a plan that its owner ended", async () => {
    const person = await newSubscriber();
    const { id } = await subscribe(person, "topup_pro_month_usd");
    await stripe().subscriptions.cancel(id);
    await tellAll(person);
    expect(await noticesOf(person.walletId)).toEqual([]);
  });
});

it("a trial's end is told three days before, once, by the clock of its customer", async () => {
  const person = await newSubscriber();
  await subscribe(person, "topup_pro_month_usd", { trial_period_days: 7 });
  await tellAll(person);
  expect(await noticesOf(person.walletId)).toEqual([]);
  await advance(person, 5 * DAY);
  await tellAll(person);
  await tellAll(person);
  expect(await noticesOf(person.walletId)).toEqual(["trial_ends_soon waiting"]);
});
