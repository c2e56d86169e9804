import type Stripe from "stripe";
import { expect } from "vitest";
import type { RunningEmulator } from "../start";
import { until } from "./harness";

export const DAY = 86_400;
export const HOUR = 3600;
/** Where the test clocks of these tests start. */
export const START = Date.parse("2026-01-10T12:00:00Z") / 1000;

export function at(text: string): number {
  return Date.parse(`${text}Z`) / 1000;
}

/** What a refused call was refused with. */
export function failure(work: Promise<unknown>) {
  return work.then(
    () => expect.fail("it succeeded"),
    (error) => error,
  );
}

export async function makePrice(
  stripe: Stripe,
  extra: Partial<Stripe.PriceCreateParams> = {},
): Promise<Stripe.Price> {
  const product = await stripe.products.create({ name: "Pro" });
  return stripe.prices.create({
    product: product.id,
    currency: "usd",
    unit_amount: 3000,
    recurring: { interval: "month" },
    ...extra,
  });
}

/** A customer in a new test clock, with a card unless `card` is null. */
export async function makeCustomer(
  stripe: Stripe,
  card: string | null = "pm_card_visa",
): Promise<{ clock: string; customer: string }> {
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: START });
  const customer = await stripe.customers.create({ test_clock: clock.id });
  if (card !== null) await giveCard(stripe, customer.id, card);
  return { clock: clock.id, customer: customer.id };
}

/** Makes a card the one that pays the customer's invoices. */
export async function giveCard(stripe: Stripe, customer: string, card: string): Promise<string> {
  const method = await stripe.paymentMethods.attach(card, { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method.id } });
  return method.id;
}

/** Advances a clock and waits until everything on the way has happened. */
export async function advance(
  running: RunningEmulator,
  stripe: Stripe,
  clock: string,
  time: number,
): Promise<void> {
  const started = await stripe.testHelpers.testClocks.advance(clock, { frozen_time: time });
  expect(started.status).toBe("advancing");
  await until(() => running.engine.emulator.store.get("test_clock", clock)?.status === "ready");
}

/** The types of the events since `mark`, oldest first; without `charge.updated`, which settlement brings in its own time. */
export function eventsSince(running: RunningEmulator, mark: number, kinds = /./): string[] {
  const all = [...running.engine.emulator.store.newest("event")].reverse().slice(mark);
  return all.map((event) => event.type).filter((type) => kinds.test(type) && type !== "charge.updated");
}

export function mark(running: RunningEmulator): number {
  return running.engine.emulator.store.count("event");
}
