import { setTimeout as wait } from "node:timers/promises";
import { sql } from "@/db/client";
import { CURRENCIES } from "@/lib/catalog/currencies";
import { lookupKeyOf } from "@/lib/catalog/plan-prices";
import { creditsPerPeriod, PLANS } from "@/lib/catalog/plans";
import type { World } from "../world";
import { doAtStripe, readAtStripe, tryAtStripe, visit } from "./ask";
import { payFor } from "./pay";
import { type Person, persist, type Subscriber } from "./person";

const HOUR = 3600;
const DAY = 24 * HOUR;
const LOOK_EVERY_MS = 20;
/** A month and what Stripe takes to bill it; some days, in which a failed renewal is tried again; an hour. */
const STEPS = [31 * DAY + 2 * HOUR, 31 * DAY + 2 * HOUR, 4 * DAY, 2 * HOUR] as const;
const INTERVALS = ["month", "month", "month", "month", "year"] as const;
const FINE = "pm_card_visa";
/**
 * What these are charged with is refused, or the bank wants to see the payer; or it is disputed at once, asked about,
 * disputed twice, or reported as stolen.
 */
const CARDS_OF_RENEWALS = [
  ...[FINE, FINE, FINE, "pm_card_chargeCustomerFail", "pm_card_chargeCustomerFail"],
  ...["pm_card_authenticationRequired", "pm_card_authenticationRequired"],
  ...["pm_card_createDispute", "pm_card_createDisputeInquiry", "pm_card_createMultipleDisputes"],
  ...["pm_card_createIssuerFraudRecord", "pm_card_refundFail"],
] as const;

/** Makes this person one whose time at Stripe is moved by hand, which a customer must be from the beginning. */
export async function becomeSubscriber(world: World, person: Person): Promise<void> {
  const seconds = Math.floor(Date.now() / 1000);
  const clock = await doAtStripe(world, "/v1/test_helpers/test_clocks", { frozen_time: String(seconds) });
  const customer = await doAtStripe(world, "/v1/customers", { test_clock: String(clock.id) });
  const { walletId } = person;
  const customerId = String(customer.id);
  await persist(
    world,
    () => sql()`
    update wallets set stripe_customer_id = ${customerId} where id = ${walletId}`,
  );
  person.subscriber = { customerId, clockId: String(clock.id), seconds };
  world.witness.subscribers.set(customerId, walletId);
  await useCard(world, customerId, FINE);
}

/** Orders a plan and tries to pay for it. Who has one is refused, and that is that. */
export async function subscribe(world: World, person: Person): Promise<void> {
  const { walletId, dice } = person;
  const plan = dice.of(PLANS);
  const [interval, currency] = [dice.of(INTERVALS), dice.of(CURRENCIES)];
  const made = await visit(world, "createPlanOrder", { walletId, planId: plan.id, interval, currency });
  if (!made.ok) return world.counts.add(`plan refused: ${made.refusal}`);
  const credits = creditsPerPeriod(plan, interval);
  await payFor(world, person, { kind: "plan", orderId: made.orderId, credits, currency, shownMinor: null });
}

/**
 * Somebody makes this person one plan in Stripe's Dashboard, of our prices, and the card on file pays its first period.
 */
export async function makePlanByHand(world: World, { subscriber, dice }: Person): Promise<void> {
  if (!subscriber) return;
  const lookupKey = lookupKeyOf(dice.of(PLANS).id, dice.of(INTERVALS), dice.of(CURRENCIES));
  const { customerId: customer } = subscriber;
  const form = { customer, "items[0][price]": await findPrice(world, lookupKey) };
  for (;;) {
    const { data } = await readAtStripe(world, `/v1/subscriptions?customer=${customer}`);
    if ((data as object[]).length > 0) return world.counts.add("plans made by hand");
    await tryAtStripe(world, "/v1/subscriptions", form);
  }
}

/** Prices are there as soon as the app has set them up, which it does beside its first work. */
async function findPrice(world: World, lookupKey: string): Promise<string> {
  for (;;) {
    const { data } = await readAtStripe(world, `/v1/prices?lookup_keys[]=${lookupKey}`);
    const [price] = data as { id: string }[];
    if (price) return price.id;
    await wait(LOOK_EVERY_MS);
  }
}

/** A month goes by at Stripe, or less, with all that is billed on the way. */
export async function letTimePass(world: World, { subscriber, dice }: Person): Promise<void> {
  if (!subscriber) return;
  subscriber.seconds += dice.of(STEPS);
  await advance(world, { ...subscriber });
  world.counts.add("times moved");
}

/** Stripe refuses to move a clock back, so what is asked again after a lost answer happens once. */
async function advance(world: World, { clockId, seconds }: Subscriber): Promise<void> {
  const path = `/v1/test_helpers/test_clocks/${clockId}`;
  await doAtStripe(world, `${path}/advance`, { frozen_time: String(seconds) });
  for (;;) {
    const { status } = await readAtStripe(world, path);
    if (status !== "advancing") return;
    await wait(LOOK_EVERY_MS);
  }
}

/** Another card pays from now on, one that is fine or not. */
export async function changeCard(world: World, { subscriber, dice }: Person): Promise<void> {
  if (subscriber) await useCard(world, subscriber.customerId, dice.of(CARDS_OF_RENEWALS));
}

async function useCard(world: World, customerId: string, card: string): Promise<void> {
  const { id } = await doAtStripe(world, `/v1/payment_methods/${card}/attach`, { customer: customerId });
  const method = String(id);
  await doAtStripe(world, `/v1/customers/${customerId}`, {
    "invoice_settings[default_payment_method]": method,
  });
  const { data } = await readAtStripe(world, `/v1/subscriptions?customer=${customerId}`);
  for (const subscription of data as { id: string }[])
    await doAtStripe(world, `/v1/subscriptions/${subscription.id}`, { default_payment_method: method });
}

/** Leaves the plan, or thinks better of it. */
export async function leaveOrStay(world: World, { walletId, dice }: Person): Promise<void> {
  if (dice.below(3) > 0) {
    const answer = await visit(world, "resumePlan", walletId);
    if (answer.ok) world.counts.add("plans resumed");
  } else {
    const answer = await visit(world, "cancelPlan", { walletId, feedback: null, comment: null });
    world.counts.add(answer.ok ? "plans canceled" : `plan not canceled: ${answer.refusal}`);
  }
}
