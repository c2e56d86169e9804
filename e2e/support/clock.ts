import { expect, type Page } from "@playwright/test";
import { sql } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { expireCredits } from "@/lib/ledger/expire-credits";
import { useClock as setClock } from "@/lib/platform/clock";
import { stripe } from "@/lib/stripe/client";
import { type PersonAtKeyboard, signUp } from "./person";
import { walletOf } from "./wallet";

export const HOUR_MS = 60 * 60 * 1000;
export const DAY_MS = 24 * HOUR_MS;
/** Stripe moves a clock by at most two periods of its shortest subscription at once; this is less than one. */
const STRIDE_MS = 27 * DAY_MS;

/** Somebody whose time at Stripe is that of a test clock: their renewals come when the test says so. */
export type ClockedPerson = PersonAtKeyboard & { walletId: string; customerId: string; clockId: string };

/**
 * A new person, signed in on their dashboard, who pays as a customer of a test clock that begins now. It must be
 * so before anything is bought: a customer can never be moved into a clock.
 */
export async function signUpByClock(page: Page): Promise<ClockedPerson> {
  const person = await signUp(page);
  const walletId = await walletOf(person.email);
  const clock = await stripe().testHelpers.testClocks.create({ frozen_time: Math.floor(Date.now() / 1000) });
  const customer = await stripe().customers.create({
    ...{ test_clock: clock.id, email: person.email, metadata: { wallet_id: walletId } },
  });
  await sql()`update wallets set stripe_customer_id = ${customer.id} where id = ${walletId}`;
  return { ...person, walletId, customerId: customer.id, clockId: clock.id };
}

/** What time it is for this person at Stripe. */
export async function timeOf({ clockId }: ClockedPerson): Promise<Date> {
  const { frozen_time: seconds } = await stripe().testHelpers.testClocks.retrieve(clockId);
  return new Date(seconds * 1000);
}

/**
 * Moves the person's time at Stripe on to a date, with everything that falls due on the way. What we have heard of it
 * is another matter: wait for that by asking the page or the database.
 */
export async function advanceTo(person: ClockedPerson, date: Date): Promise<void> {
  const target = Math.floor(date.getTime() / 1000);
  let at = (await timeOf(person)).getTime() / 1000;
  while (at < target) {
    at = Math.min(target, at + STRIDE_MS / 1000);
    await stripe().testHelpers.testClocks.advance(person.clockId, { frozen_time: at });
    await expect
      .poll(async () => (await stripe().testHelpers.testClocks.retrieve(person.clockId)).status)
      .toBe("ready");
  }
}

/** The same by so much time, from where the clock stands. */
export async function advanceBy(person: ClockedPerson, ms: number): Promise<void> {
  await advanceTo(person, new Date((await timeOf(person)).getTime() + ms));
}

/** To when the current period has ended and its renewal, made as a draft, was charged an hour later. */
export async function advanceToRenewal(person: ClockedPerson): Promise<void> {
  const [row] = await sql()<{ end: Date }[]>`
    select current_period_end as end from subscriptions
    where wallet_id = ${person.walletId} and set_aside is null and status not in ('canceled', 'incomplete_expired')`;
  if (!row) throw new Error(`${person.email} has no subscription to renew`);
  await advanceTo(person, new Date(row.end.getTime() + HOUR_MS + 60_000));
}

/**
 * Lets what has expired by the person's time at Stripe expire here too. The app itself lives in the present, so
 * without this the credits of months that a clock has passed stay.
 */
export async function expireByClock(person: ClockedPerson): Promise<void> {
  const at = (await timeOf(person)).getTime();
  const setBack = setClock(() => at);
  try {
    await inTransaction((tx) => expireCredits(tx, person.walletId));
  } finally {
    setBack();
  }
}
