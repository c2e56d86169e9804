import { vi } from "vitest";
import { sql } from "@/db/client";
import { newWallet } from "@/lib/checkout/testing";
import { stripe } from "@/lib/stripe/client";
import { readFromStripe } from "@/lib/stripe/testing";

export type Subscriber = { walletId: string; customerId: string; clockId: string };

/** For tests: a person whose wallet pays as a customer of the emulator, in a test clock that starts now. */
export async function newSubscriber(card: string | null = "pm_card_visa"): Promise<Subscriber> {
  const walletId = await newWallet();
  const clock = await stripe().testHelpers.testClocks.create({ frozen_time: Math.floor(Date.now() / 1000) });
  const { id: customerId } = await stripe().customers.create({ test_clock: clock.id });
  await sql()`update wallets set stripe_customer_id = ${customerId} where id = ${walletId}`;
  if (card) {
    const method = await stripe().paymentMethods.attach(card, { customer: customerId });
    await stripe().customers.update(customerId, { invoice_settings: { default_payment_method: method.id } });
  }
  return { walletId, customerId, clockId: clock.id };
}

/** For tests: a subscription by the price that bears this lookup key. */
export async function subscribe({ customerId }: Subscriber, lookupKey: string, more: object = {}) {
  const [price] = (await stripe().prices.list({ lookup_keys: [lookupKey] })).data;
  return stripe().subscriptions.create({
    customer: customerId,
    items: [{ price: price?.id ?? "" }],
    ...more,
  });
}

/** For tests: moves the customer's time on by so many seconds, with all that happens on the way. */
export async function advance({ clockId }: Subscriber, seconds: number): Promise<void> {
  const { frozen_time: from } = await stripe().testHelpers.testClocks.retrieve(clockId);
  await stripe().testHelpers.testClocks.advance(clockId, { frozen_time: from + seconds });
  await vi.waitFor(
    async () => {
      const { status } = await stripe().testHelpers.testClocks.retrieve(clockId);
      if (status !== "ready") throw new Error(`the clock is ${status}`);
    },
    { timeout: 15_000, interval: 20 },
  );
}

export type ToldEvent = { id: string; type: string; data: { object: { id: string; customer?: string } } };

/** For tests: the events about a customer, oldest first. */
export async function eventsAbout(
  { customerId }: Subscriber,
  types: readonly string[],
): Promise<ToldEvent[]> {
  const { events } = await readFromStripe<{ events: ToldEvent[] }>("/_emulator/state");
  return events
    .filter(({ type, data }) => types.includes(type) && data.object.customer === customerId)
    .reverse();
}
