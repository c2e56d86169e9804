import { findPlan } from "@/lib/catalog/plans";
import { stripe } from "@/lib/stripe/client";
import { orderPlan } from "./support/buy-plan";
import {
  advanceBy,
  advanceTo,
  advanceToRenewal,
  DAY_MS,
  expireByClock,
  HOUR_MS,
  signUpByClock,
  timeOf,
} from "./support/clock";
import { expectBalance, expectInvariants, expectSteps } from "./support/facts";
import { payWith } from "./support/payment-form";
import { prefer } from "./support/person";
import { expectPlanEnd, grantsOf, planOf, subscribeAside } from "./support/plans";
import { expect, test } from "./support/test";
import { giveCredits } from "./support/wallet";

/** A card has one trial ever, whoever enters it, so no other test may begin one with this. */
const TRIAL_CARD = "5555555555554444";

test.beforeEach(async ({ page }) => {
  await prefer(page, "en", "usd");
});

test("a trial becomes a paid plan by itself, and its credits go when the first month's have come", async ({
  page,
}) => {
  const person = await signUpByClock(page);
  const days = findPlan("pro")?.trialDays ?? 0;
  await orderPlan(page, "pro");
  await payWith(page, TRIAL_CARD);
  await expectSteps(page, ["done", "done", "done", "done"]);
  await page.goto("/dashboard");
  const plan = page.getByRole("region", { name: "Your plan" });
  await expect(plan).toContainText("Trial");
  await expect(plan).toContainText("Then $29.00");
  await expectPlanEnd(page, person, { plan: "pro", status: "trialing", grants: [100], charges: [] });
  await advanceBy(person, days * DAY_MS + HOUR_MS + 60_000);
  // The dashboard that was open all the time says it by itself.
  await expect(plan).toContainText("Active");
  await expect(plan).toContainText("1,000 of 1,000 credits left");
  await expireByClock(person);
  await expectPlanEnd(page, person, {
    ...{ plan: "pro", status: "active", grants: [100, 1000], charges: [2900] },
  });
  await advanceBy(person, HOUR_MS);
  await expireByClock(person);
  await expectPlanEnd(page, person, {
    ...{ plan: "pro", status: "active", grants: [100, 1000], balance: 1000, charges: [2900] },
  });
});

test("three renewals bring three months of credits, and a plan that carries over keeps one month more", async ({
  page,
}) => {
  const person = await signUpByClock(page);
  await giveCredits(person.email, 70, 3650);
  await subscribeAside(person, { plan: "pro" });
  await page.goto("/dashboard");
  for (const renewal of [1, 2, 3]) {
    await advanceToRenewal(person);
    await expect(page.getByRole("meter").first()).toHaveAttribute("value", String(70 + 1000 * (1 + renewal)));
  }
  await expect.poll(async () => (await grantsOf(person)).length).toBe(4);
  await expireByClock(person);
  await expectBalance(page, 3070);
  // The month before the last lasts until its successor's renewal was charged, and a little more.
  await advanceBy(person, HOUR_MS);
  await expireByClock(person);
  await expectPlanEnd(page, person, {
    ...{ plan: "pro", status: "active", interval: "month" },
    ...{ grants: [1000, 1000, 1000, 1000], charges: [2900, 2900, 2900, 2900] },
    balance: 2070,
  });
});

test("without carrying over a month's credits go with it, and those of packs stay", async ({ page }) => {
  const person = await signUpByClock(page);
  await giveCredits(person.email, 30, 3650);
  await subscribeAside(person, { plan: "starter" });
  await advanceToRenewal(person);
  await expect.poll(() => grantsOf(person)).toEqual([250, 250]);
  await advanceBy(person, HOUR_MS);
  await expireByClock(person);
  await expectPlanEnd(page, person, {
    ...{ plan: "starter", status: "active", grants: [250, 250], charges: [900, 900], balance: 280 },
  });
});

test("a year is renewed after a year, with the credits of twelve months", async ({ page }) => {
  const person = await signUpByClock(page);
  await subscribeAside(person, { plan: "starter", interval: "year" });
  const begun = await timeOf(person);
  await advanceTo(person, new Date(begun.getTime() + 364 * DAY_MS));
  expect(await grantsOf(person)).toEqual([3000]);
  await advanceToRenewal(person);
  await advanceBy(person, HOUR_MS);
  await expireByClock(person);
  await expectPlanEnd(page, person, {
    ...{ plan: "starter", status: "active", interval: "year" },
    ...{ grants: [3000, 3000], charges: [9000, 9000], balance: 3000 },
  });
});

test("a plan that a hand at Stripe began and ended is the person's plan, and then was", async ({ page }) => {
  const person = await signUpByClock(page);
  await page.goto("/dashboard");
  const id = await subscribeAside(person, { plan: "scale" });
  const plan = page.getByRole("region", { name: "Your plan" });
  await expect(plan).toContainText("Scale");
  await expect(plan).toContainText("Active");
  await expect(page.getByRole("meter").first()).toHaveAttribute("value", "4000");
  await stripe().subscriptions.cancel(id);
  await expect(plan).toContainText("Ended");
  await expectPlanEnd(page, person, {
    ...{ plan: "scale", status: "canceled", grants: [4000], charges: [9900] },
  });
});

test("a subscription to a price that is not ours is nobody's plan, and its money brings no credits", async ({
  page,
}) => {
  const person = await signUpByClock(page);
  const id = await subscribeAside(person, { plan: "starter" });
  await stripe().subscriptions.cancel(id);
  await expect.poll(async () => (await planOf(person)).status).toBe("canceled");
  const other = await stripe().prices.create({
    ...{ currency: "usd", unit_amount: 700, recurring: { interval: "month" } },
    product_data: { name: "Something else" },
  });
  const method = (await stripe().paymentMethods.list({ customer: person.customerId })).data[0]?.id ?? "";
  await stripe().subscriptions.create({
    ...{ customer: person.customerId, items: [{ price: other.id }], default_payment_method: method },
  });
  // Whatever is heard of a later subscription was heard after this one.
  await subscribeAside(person, { plan: "starter" });
  expect(await grantsOf(person)).toEqual([250, 250]);
  await page.goto("/dashboard");
  await expect(page.getByRole("region", { name: "Your plan" })).toContainText("Starter");
  await expectBalance(page, 500);
  await expectInvariants();
});
