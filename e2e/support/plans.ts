import { expect, type Page } from "@playwright/test";
import type Stripe from "stripe";
import { sql } from "@/db/client";
import type { Currency } from "@/lib/catalog/currencies";
import type { PlanId, PlanInterval } from "@/lib/catalog/plans";
import { stripe } from "@/lib/stripe/client";
import type { ClockedPerson } from "./clock";
import { expectBalance, expectInvariants } from "./facts";

export type PlanWish = {
  plan?: PlanId;
  interval?: PlanInterval;
  currency?: Currency;
  trialDays?: number;
  /** One of Stripe's test payment methods, or null for somebody who has none. */
  card?: string | null;
};

/** The price by which a plan is sold at Stripe. */
export async function priceOf({ plan = "pro", interval = "month", currency = "usd" }: PlanWish = {}) {
  const key = `topup_${plan}_${interval}_${currency}`;
  const [price] = (await stripe().prices.list({ lookup_keys: [key] })).data;
  if (!price) throw new Error(`Stripe has no price ${key}`);
  return price;
}

/** Saves a test card for the person and lets all that comes be charged to it. */
export async function payBy({ customerId }: ClockedPerson, card = "pm_card_visa"): Promise<string> {
  const { id } = await stripe().paymentMethods.attach(card, { customer: customerId });
  await stripe().customers.update(customerId, { invoice_settings: { default_payment_method: id } });
  const { data } = await stripe().subscriptions.list({ customer: customerId });
  for (const { id: subscription } of data)
    await stripe().subscriptions.update(subscription, { default_payment_method: id });
  return id;
}

/** Subscribes without the browser, for journeys that are not about buying, and waits until we know of it. */
export async function subscribeAside(person: ClockedPerson, wish: PlanWish = {}): Promise<string> {
  const { card = "pm_card_visa", trialDays } = wish;
  const paidBy = card ? { default_payment_method: await payBy(person, card) } : {};
  const { id, status } = await stripe().subscriptions.create({
    customer: person.customerId,
    items: [{ price: (await priceOf(wish)).id }],
    ...paidBy,
    ...(trialDays ? { trial_period_days: trialDays } : {}),
  });
  await expect.poll(async () => (await planOf(person)).status).toBe(status);
  const credited = status === "active" || status === "trialing";
  if (credited) await expect.poll(async () => (await grantsOf(person)).length).toBeGreaterThan(0);
  return id;
}

export type StoredPlan = { plan: string | null; status: string | null; interval: string | null };

/** The plan of a person as it is stored: the live one, else the last. */
export async function planOf({ walletId }: { walletId: string }): Promise<StoredPlan> {
  const [row] = await sql()<StoredPlan[]>`
    select plan, status, interval from subscriptions where wallet_id = ${walletId} and set_aside is null
    order by status not in ('canceled', 'incomplete_expired') desc, started_at desc limit 1`;
  return row ?? { plan: null, status: null, interval: null };
}

/** What plans brought a person, each paid line, oldest first. */
export async function grantsOf({ walletId }: { walletId: string }): Promise<number[]> {
  const rows = await sql()<{ amount: number }[]>`
    select amount from credit_grants where wallet_id = ${walletId} and source = 'plan'
    order by created_at, id`;
  return rows.map(({ amount }) => amount);
}

/** The charges that took a person's money, in minor units, oldest first, as Stripe has them. */
export async function chargesOf({ customerId }: ClockedPerson): Promise<number[]> {
  const { data } = await stripe().charges.list({ customer: customerId, limit: 100 });
  return data
    .filter(({ status }) => status === "succeeded")
    .map(({ amount }) => amount)
    .reverse();
}

export async function invoicesOf(
  { customerId }: ClockedPerson,
  status?: Stripe.InvoiceListParams.Status,
): Promise<Stripe.Invoice[]> {
  return (await stripe().invoices.list({ customer: customerId, ...(status ? { status } : {}) })).data;
}

export type PlanEnd = {
  /** Null when there never was a plan. */
  plan: PlanId | null;
  status: string | null;
  interval?: PlanInterval;
  /** All that plans brought, oldest first, whether it is still there or not. */
  grants: number[];
  /** What the wallet has, when it is not the sum of the grants. */
  balance?: number;
  /** Money taken, in minor units, oldest first. */
  charges: number[];
};

/**
 * The end of every journey with a plan. It waits until we have heard of everything: plan, grants, balance on the
 * page and in the database, the charges at Stripe, and a sound ledger.
 */
export async function expectPlanEnd(page: Page, person: ClockedPerson, end: PlanEnd): Promise<void> {
  const { plan, status, grants, charges } = end;
  const interval = end.interval ? { interval: end.interval } : {};
  await expect.poll(() => planOf(person)).toMatchObject({ plan, status, ...interval });
  await expect.poll(() => grantsOf(person)).toEqual(grants);
  const balance = end.balance ?? grants.reduce((sum, one) => sum + one, 0);
  expect(await availableOf(person)).toBe(balance);
  await expectBalance(page, balance);
  expect(await chargesOf(person)).toEqual(charges);
  await expectAgreesWithStripe(person);
  await expectInvariants();
}

/** Our copy of each subscription is what Stripe says of it. */
export async function expectAgreesWithStripe({ walletId, customerId }: ClockedPerson): Promise<void> {
  const { data } = await stripe().subscriptions.list({ customer: customerId, status: "all" });
  const there = data.map(({ id, status }) => ({ id, status }));
  await expect
    .poll(async () => {
      const rows = await sql()<{ id: string; status: string }[]>`
        select stripe_subscription_id as id, status from subscriptions where wallet_id = ${walletId}`;
      return [...rows].sort((left, right) => left.id.localeCompare(right.id));
    })
    .toEqual(there.sort((left, right) => left.id.localeCompare(right.id)));
}

async function availableOf({ walletId }: ClockedPerson): Promise<number> {
  const [wallet] = await sql()<{ available: number }[]>`select available from wallets where id = ${walletId}`;
  return wallet?.available ?? 0;
}
