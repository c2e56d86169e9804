import type { Page } from "@playwright/test";
import { stripe } from "@/lib/stripe/client";
import { advanceToRenewal, signUpByClock } from "./support/clock";
import { setFaults } from "./support/emulator";
import { expectAccessible, expectNoSidewaysScroll, LOCALES, THEMES } from "./support/look";
import { CARDS, complete3ds, fail3ds, payButton, payWith, refusal } from "./support/payment-form";
import { prefer, signIn, signUp } from "./support/person";
import { expectPlanEnd, subscribeAside } from "./support/plans";
import { anotherBrowser, expect, test } from "./support/test";

const HERE = "/dashboard/billing";
const ADD = "/dashboard/billing/add";
const MASTERCARD = "5555555555554444";

test.beforeEach(({ page }) => prefer(page, "en", "usd"));

function methods(page: Page) {
  return page.getByRole("region", { name: "Payment methods" });
}

function rowOf(page: Page, last4: string) {
  return methods(page).getByRole("listitem").filter({ hasText: last4 });
}

/** Adds a card with the form that a person opens from their billing page. */
async function addCard(page: Page, number: string): Promise<void> {
  await page.goto(ADD);
  await payWith(page, number);
}

async function expectAdded(page: Page): Promise<void> {
  await expect(page).toHaveURL(`${HERE}?after=added`);
  await expect(page.getByText("The card is saved. Nothing was charged.")).toBeVisible();
}

test("a person adds cards, chooses which is charged, and the next renewal is charged to it", async ({
  page,
}) => {
  const person = await signUpByClock(page);
  await subscribeAside(person);
  await page.goto(HERE);
  await expect(rowOf(page, "4242")).toContainText("Default");
  await methods(page).getByRole("link", { name: "Add a card" }).click();
  await payWith(page, MASTERCARD);
  await expectAdded(page);
  await expect(rowOf(page, "4242")).toContainText("Default");
  await page.getByRole("button", { name: "Make Mastercard ending in 4444 the default" }).click();
  await expect(page.getByText("The default is changed.")).toBeVisible();
  await expect(rowOf(page, "4444")).toContainText("Default");

  await advanceToRenewal(person);
  await expectPlanEnd(page, person, {
    plan: "pro",
    status: "active",
    grants: [1000, 1000],
    charges: [2900, 2900],
  });
  const { data } = await stripe().charges.list({ customer: person.customerId });
  expect(data.map((charge) => charge.payment_method_details?.card?.last4)).toEqual(["4444", "4242"]);

  await page.goto(HERE);
  await page.getByRole("button", { name: "Remove Visa ending in 4242" }).click();
  const question = page.getByRole("dialog", { name: "Remove Visa ending in 4242?" });
  await question.getByRole("button", { name: "Keep it" }).click();
  await expect(question).toBeHidden();
  await page.getByRole("button", { name: "Remove Visa ending in 4242" }).click();
  await question.getByRole("button", { name: "Remove it" }).click();
  await expect(page.getByText("It is removed.")).toBeVisible();
  await expect(methods(page).getByRole("listitem")).toHaveCount(1);
  await page.getByRole("button", { name: "Remove Mastercard ending in 4444" }).click();
  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(page.getByText("and there is no other. Add another first")).toBeVisible();
  await expect(rowOf(page, "4444")).toBeVisible();
});

test("a person confirms a new card with their bank, and one who does not saves nothing", async ({ page }) => {
  await signUp(page);
  await addCard(page, CARDS.threeDs);
  await expect(payButton(page)).toContainText("Confirming with your bank");
  await fail3ds(page);
  await expect(refusal(page)).toContainText("Your bank could not confirm that it is you");
  await page.goto(HERE);
  await expect(page.getByRole("heading", { name: "No card saved" })).toBeVisible();
  await addCard(page, CARDS.threeDs);
  await complete3ds(page);
  await expectAdded(page);
  await expect(rowOf(page, "3184")).toContainText("Default");
});

test("a declined card is said in words, the same card is not saved twice, and many tries are stopped", async ({
  page,
}) => {
  await signUp(page);
  await addCard(page, CARDS.insufficientFunds);
  await expect(refusal(page)).toContainText("There is not enough money on this card");
  await payWith(page, CARDS.lost);
  await expect(refusal(page)).toContainText("Your bank declined this card");
  await payWith(page, CARDS.visa);
  await expectAdded(page);
  await addCard(page, CARDS.visa);
  await expect(refusal(page)).toContainText("This card is saved already");
  await payWith(page, CARDS.genericDecline);
  await expect(refusal(page)).toContainText("Your bank declined this card");
  await payWith(page, MASTERCARD);
  await expect(refusal(page)).toContainText("Too many tries");
  await refusal(page).page().getByRole("link", { name: "Back to billing" }).click();
  await expect(methods(page).getByRole("listitem")).toHaveCount(1);
});

test("nobody chooses or removes somebody else's card", async ({ page, browser, complaints }) => {
  await signUp(page);
  await addCard(page, CARDS.visa);
  await expectAdded(page);
  const id = await page.locator('input[name="method"]').first().inputValue();
  const context = await anotherBrowser(browser, complaints);
  const stranger = await context.newPage();
  await prefer(stranger, "en", "usd");
  await signUp(stranger);
  await addCard(stranger, MASTERCARD);
  await expectAdded(stranger);
  await stranger
    .locator('input[name="method"]')
    .first()
    .evaluate((field, value) => field.setAttribute("value", value), id);
  await stranger.getByRole("button", { name: "Remove Mastercard ending in 4444" }).click();
  await stranger.getByRole("button", { name: "Remove it" }).click();
  await expect(stranger.getByText("That payment method is not here any more.")).toBeVisible();
  await page.reload();
  await expect(rowOf(page, "4242")).toBeVisible();
  await context.close();
});

test("a person whose Stripe is away is told so, and everything is there when it is back", async ({
  page,
}) => {
  const person = await signUpByClock(page);
  await subscribeAside(person);
  await setFaults({
    calls: [
      { path: "/v1/customers/", count: 20, action: "fail" },
      { path: "/v1/invoices", count: 20, action: "fail" },
    ],
  });
  await page.goto(HERE);
  await expect(page.getByText("Stripe does not answer right now")).toHaveCount(2);
  await setFaults({ calls: [] });
  // The first page that asks again may ask with one of its two parts only, so both are looked for on one page.
  await expect(async () => {
    await page.goto(HERE);
    await expect(rowOf(page, "4242")).toBeVisible({ timeout: 1_000 });
    const invoices = page.getByRole("region", { name: "Invoices" }).getByRole("listitem");
    await expect(invoices).toHaveCount(1, { timeout: 1_000 });
  }).toPass();
});

test("a person reads their invoices, with what they brought, at Stripe and as PDF", async ({ page }) => {
  const person = await signUpByClock(page);
  await subscribeAside(person);
  await advanceToRenewal(person);
  await expectPlanEnd(page, person, {
    plan: "pro",
    status: "active",
    grants: [1000, 1000],
    charges: [2900, 2900],
  });
  await page.goto(HERE);
  const rows = page.getByRole("region", { name: "Invoices" }).getByRole("listitem");
  await expect(rows).toHaveCount(2);
  for (const said of ["Paid", "$29.00", "1,000 credits"]) await expect(rows.first()).toContainText(said);
  const pdf = rows.first().getByRole("link", { name: /as PDF$/ });
  await expect(pdf).toHaveAttribute("rel", "noopener noreferrer");
  const answer = await page.request.get((await pdf.getAttribute("href")) ?? "");
  expect(answer.headers()["content-type"]).toBe("application/pdf");
});

test("a stranger signs in and is back where a card is added", async ({ page }) => {
  const person = await signUp(page);
  await page.goto("/");
  await page.context().clearCookies();
  await prefer(page, "en", "usd");
  await page.goto(ADD);
  await signIn(page, person);
  await expect(page).toHaveURL(ADD);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("a person sees, chooses and removes cards", async ({ page }) => {
    const person = await signUpByClock(page);
    const { customerId } = person;
    await subscribeAside(person);
    await stripe().paymentMethods.attach("pm_card_mastercard", { customer: customerId });
    await page.goto(HERE);
    await page.getByRole("button", { name: "Make Mastercard ending in 4444 the default" }).click();
    await expect(rowOf(page, "4444")).toContainText("Default");
    await page.getByRole("button", { name: "Remove Visa ending in 4242" }).click();
    await page.getByRole("button", { name: "Remove it" }).click();
    await expect(methods(page).getByRole("listitem")).toHaveCount(1);
  });
});

for (const locale of LOCALES) {
  test(`billing fits 360 px and has no barriers, in light and dark (${locale})`, async ({ page }) => {
    await prefer(page, locale, "usd");
    const person = await signUpByClock(page);
    await page.setViewportSize({ width: 360, height: 740 });
    const look = async () => {
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      }
    };
    await page.goto(HERE);
    await look();
    await subscribeAside(person);
    await stripe().paymentMethods.attach("pm_card_mastercard", { customer: person.customerId });
    await page.goto(`${HERE}?after=payment_method_pays_plan`);
    await look();
    await page.locator("button[popovertarget^=remove]").first().click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await look();
    await page.goto(ADD);
    await expect(payButton(page)).toHaveAttribute("aria-disabled", "false");
    await look();
  });
}
