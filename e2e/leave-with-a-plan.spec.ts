import type { Page } from "@playwright/test";
import { stripe } from "@/lib/stripe/client";
import { advanceBy, DAY_MS, signUpByClock } from "./support/clock";
import { setFaults } from "./support/emulator";
import { expectInvariants } from "./support/facts";
import { fillSignUp, prefer, signIn } from "./support/person";
import {
  chargesOf,
  expectAgreesWithStripe,
  expectPlanEnd,
  grantsOf,
  planOf,
  subscribeAside,
} from "./support/plans";
import { expect, test } from "./support/test";

test.beforeEach(({ page }) => prefer(page, "en", "usd"));

/** Opens the form that deletes the account, and sends it. */
async function deleteAccount(page: Page, password: string): Promise<void> {
  await page.goto("/account");
  await page.getByText("I want to delete my account").click();
  await page.getByLabel("Your password, to confirm").fill(password);
  await page.getByRole("button", { name: "Delete my account" }).click();
}

test("a person with a plan deletes their account, and nothing is ever charged again", async ({ page }) => {
  const person = await signUpByClock(page);
  await subscribeAside(person);
  await page.goto("/account");
  await expect(page.getByText("Your Pro plan ends at once.")).toBeVisible();
  await expect(page.getByText("is not refunded")).toBeVisible();
  await deleteAccount(page, person.password);
  await expect(page.getByRole("heading", { name: "Your account is deleted" })).toBeVisible();
  expect(await stripe().customers.retrieve(person.customerId)).toMatchObject({ deleted: true });

  await advanceBy(person, 65 * DAY_MS);
  expect(await chargesOf(person)).toEqual([2900]);
  await expect.poll(() => planOf(person)).toMatchObject({ plan: "pro", status: "canceled" });
  expect(await grantsOf(person)).toEqual([1000]);
  await expectAgreesWithStripe(person);
  await expectInvariants();

  await page.goto("/sign-up?return=/dashboard");
  await fillSignUp(page, person);
  await expect(page).toHaveURL(({ pathname }) => pathname === "/dashboard");
  await page.goto("/account");
  await expect(page.getByText("I want to delete my account")).toBeVisible();
  await expect(page.getByText("ends at once")).toBeHidden();
});

test("a person whose Stripe is away keeps the account, is told so, and deletes it later", async ({
  page,
}) => {
  const person = await signUpByClock(page);
  await subscribeAside(person);
  await setFaults({ calls: [{ method: "DELETE", path: "/v1/customers/", count: 4, action: "fail" }] });
  await deleteAccount(page, person.password);
  await expect(page.getByText("Your account is not deleted.")).toBeVisible();
  await setFaults({ calls: [] });

  await page.context().clearCookies();
  await prefer(page, "en", "usd");
  await page.goto("/sign-in?return=/dashboard");
  await signIn(page, person);
  await expect(page).toHaveURL(({ pathname }) => pathname === "/dashboard");
  await expectPlanEnd(page, person, { plan: "pro", status: "canceled", grants: [1000], charges: [2900] });

  await deleteAccount(page, person.password);
  await expect(page.getByRole("heading", { name: "Your account is deleted" })).toBeVisible();
  await advanceBy(person, 65 * DAY_MS);
  expect(await chargesOf(person)).toEqual([2900]);
  await expectInvariants();
});
