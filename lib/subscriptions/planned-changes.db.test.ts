import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { brokenPromises } from "@/lib/checkout/testing";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { stripe } from "@/lib/stripe/client";
import { useEmulator } from "@/lib/stripe/testing";
import { findSubscription } from "./find-subscription";
import { absorbReading, readSubscription } from "./read-subscription";
import { newSubscriber, subscribe } from "./testing/subscribers";

useTestDatabase();
useEmulator();
beforeAll(async () => {
  await setUpCatalog();
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

async function look(walletId: string, id: string) {
  const reading = await readSubscription(id);
  await inTransaction((tx) => absorbReading(tx, reading));
  return findSubscription(walletId);
}
async function priceOf(lookupKey: string): Promise<string> {
  return (await stripe().prices.list({ lookup_keys: [lookupKey] })).data[0]?.id ?? "";
}

describe("our copy shows what is planned for a subscription", () => {
  it("a change to another plan by a schedule that a hand made, until it is released", async () => {
    const person = await newSubscriber();
    const { id } = await subscribe(person, "topup_scale_month_usd");
    const schedule = await stripe().subscriptionSchedules.create({ from_subscription: id });
    expect(await look(person.walletId, id)).toMatchObject({ scheduled: null });
    const [now] = schedule.phases;
    const { start_date = 0, end_date = 0 } = now ?? {};
    await stripe().subscriptionSchedules.update(schedule.id, {
      phases: [
        { items: [{ price: await priceOf("topup_scale_month_usd") }], start_date, end_date },
        {
          items: [{ price: await priceOf("topup_starter_month_usd") }],
          duration: { interval: "month", interval_count: 1 },
        },
      ],
    });
    const terms = { plan: "starter", interval: "month", credits: 250, amountMinor: 900 };
    expect((await look(person.walletId, id))?.scheduled).toEqual({
      ...{ at: new Date(end_date * 1000).toISOString(), isOurs: false, terms },
    });
    await stripe().subscriptionSchedules.release(schedule.id);
    expect(await look(person.walletId, id)).toMatchObject({ scheduled: null, plan: "scale" });
  });

  it("a change that waits for its payment, until its invoice is voided", async () => {
    const person = await newSubscriber("pm_card_threeDSecure2Required");
    const good = await stripe().paymentMethods.attach("pm_card_visa", { customer: person.customerId });
    const { id, items } = await subscribe(person, "topup_starter_month_usd", {
      default_payment_method: good.id,
    });
    const asking = await stripe().paymentMethods.list({ customer: person.customerId });
    const other = asking.data.find((one) => one.id !== good.id);
    await stripe().subscriptions.update(id, { default_payment_method: other?.id ?? "" });
    const held = await stripe().subscriptions.update(id, {
      items: [{ id: items.data[0]?.id ?? "", price: await priceOf("topup_scale_month_usd") }],
      proration_behavior: "always_invoice",
      payment_behavior: "pending_if_incomplete",
    });
    expect(await look(person.walletId, id)).toMatchObject({
      plan: "starter",
      pending: { invoiceId: held.latest_invoice, terms: { plan: "scale", interval: "month" } },
    });
    await stripe().invoices.voidInvoice(String(held.latest_invoice));
    expect(await look(person.walletId, id)).toMatchObject({ plan: "starter", pending: null });
  });

  it("a pause, with the day on which it ends", async () => {
    const person = await newSubscriber();
    const { id } = await subscribe(person, "topup_pro_month_usd");
    const resumes_at = Math.floor(Date.now() / 1000) + 40 * 86_400;
    await stripe().subscriptions.update(id, { pause_collection: { behavior: "void", resumes_at } });
    expect(await look(person.walletId, id)).toMatchObject({
      pause: { resumesAt: new Date(resumes_at * 1000).toISOString() },
    });
    await stripe().subscriptions.update(id, { pause_collection: "" });
    expect((await look(person.walletId, id))?.pause).toBeNull();
  });
});
