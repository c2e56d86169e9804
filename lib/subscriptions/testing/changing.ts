import { expect } from "vitest";
import { sql } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { stripe } from "@/lib/stripe/client";
import { acceptPlanQuote } from "../accept-plan-quote";
import { findSubscription } from "../find-subscription";
import { quotePlanChange } from "../quote-plan-change";
import { absorbReading, readSubscription } from "../read-subscription";
import { advance, newSubscriber, type Subscriber, subscribe } from "./subscribers";

export const DAY = 86_400;

/** For tests: somebody with a plan that we know of. */
export type PlanHolder = Subscriber & { subscriptionId: string };

/** For tests: a person who subscribed, with as many days gone by since. */
export async function holderOf(lookupKey: string, { days = 0, more = {} } = {}): Promise<PlanHolder> {
  const person = await newSubscriber();
  const { id } = await subscribe(person, lookupKey, more);
  const holder = { ...person, subscriptionId: id };
  await look(holder);
  if (days > 0) await advance(person, days * DAY);
  return holder;
}

/** For tests: what an event about the subscription would make us do; answers what we know then. */
export async function look({ walletId, subscriptionId }: PlanHolder) {
  const reading = await readSubscription(subscriptionId);
  await inTransaction((tx) => absorbReading(tx, reading));
  return findSubscription(walletId);
}

/** For tests: a quote that must be given. */
export async function quoteFor({ walletId }: PlanHolder, planId: string, interval = "month") {
  const answer = await quotePlanChange({ walletId, planId, interval });
  if (!answer.ok) throw new Error(`no quote: ${answer.refusal}`);
  return answer.quote;
}

export function accept({ walletId }: PlanHolder, { id: quoteId }: { id: string }) {
  return acceptPlanQuote({ walletId, quoteId });
}

/** For tests: another card pays from now on. */
export async function payBy({ customerId }: PlanHolder, card: string): Promise<void> {
  const { id } = await stripe().paymentMethods.attach(card, { customer: customerId });
  await stripe().customers.update(customerId, { invoice_settings: { default_payment_method: id } });
}

/** For tests: what was really charged, in minor units, oldest first. */
export async function chargesOf({ customerId }: PlanHolder): Promise<number[]> {
  const { data } = await stripe().charges.list({ customer: customerId, limit: 100 });
  return data
    .filter(({ status }) => status === "succeeded")
    .map(({ amount }) => amount)
    .reverse();
}

export async function creditsOf({ walletId }: PlanHolder): Promise<number> {
  const [wallet] = await sql()<{ available: number }[]>`select available from wallets where id = ${walletId}`;
  return wallet?.available ?? 0;
}

/** For tests: nothing at Stripe or with us is other than before. */
export async function expectUntouched(holder: PlanHolder, plan: string, charges: number[], credits: number) {
  expect(await look(holder)).toMatchObject({ plan, scheduled: null, pending: null });
  expect(await chargesOf(holder)).toEqual(charges);
  expect(await creditsOf(holder)).toBe(credits);
}
