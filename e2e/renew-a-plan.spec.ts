import type { Locator, Page } from "@playwright/test";
import { advanceBy, advanceToRenewal, type ClockedPerson, DAY_MS, signUpByClock } from "./support/clock";
import { expectAccessible, expectNoSidewaysScroll } from "./support/look";
import { CARDS, complete3ds, payWith, refusal } from "./support/payment-form";
import { prefer, signIn } from "./support/person";
import { expectPlanEnd, payBy, subscribeAside } from "./support/plans";
import { anotherBrowser, expect, test } from "./support/test";

const REFUSED = "pm_card_chargeCustomerFail";
const ASKS = "pm_card_authenticationRequired";

function planCard(page: Page): Locator {
  return page.getByRole("region", { name: "Your plan" });
}

function banner(page: Page): Locator {
  return page.getByRole("main").getByRole("status").filter({ hasText: "plan" });
}

/** The mails to a person on the local mailbox page with this subject. */
async function mailsTo(page: Page, { email }: ClockedPerson, subject: string): Promise<Locator> {
  await page.goto("/mailbox");
  return page.getByRole("article").filter({ hasText: email }).filter({ hasText: subject });
}

/** Waits for a mail, as a person does who looks again. */
async function expectMail(page: Page, person: ClockedPerson, subject: string): Promise<Locator> {
  await expect(async () => {
    await expect(await mailsTo(page, person, subject)).toHaveCount(1, { timeout: 500 });
  }).toPass();
  return mailsTo(page, person, subject);
}

async function late(page: Page, card: string): Promise<ClockedPerson> {
  const person = await signUpByClock(page);
  await subscribeAside(person);
  await payBy(person, card);
  await advanceToRenewal(person);
  return person;
}

test("a renewal that fails shows on every device at once, is mailed, and is paid by another card", async ({
  page,
  browser,
  complaints,
}) => {
  const person = await signUpByClock(page);
  await subscribeAside(person);
  const phone = await (await anotherBrowser(browser, complaints)).newPage();
  await phone.goto("/sign-in?return=/dashboard");
  await signIn(phone, person);
  for (const one of [page, phone]) {
    await expect(planCard(one)).toContainText("Active");
    await expect(planCard(one)).toContainText("1,000 of 1,000 credits left");
    await one.evaluate(() => Object.assign(window, { drawnOnce: true }));
  }
  await payBy(person, REFUSED);
  await advanceToRenewal(person);
  for (const one of [page, phone]) {
    await expect(planCard(one)).toContainText("Payment overdue");
    await expect(banner(one)).toContainText("could not be renewed");
    expect(await one.evaluate(() => "drawnOnce" in window), "without a reload").toBe(true);
  }
  await expectMail(page, person, "Your Pro plan could not be renewed");

  await page.goto("/dashboard/activity");
  await banner(page).getByRole("link", { name: "Pay now" }).click();
  await expect(page).toHaveURL(/\/dashboard\/billing\/invoices\/in_/);
  await payWith(page, CARDS.insufficientFunds);
  await expect(refusal(page)).toContainText("There is not enough money on this card");
  await payWith(page, CARDS.visa);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This invoice is paid");
  await expect(planCard(phone)).toContainText("Active");
  await expect(banner(phone)).toHaveCount(0);
  expect(await phone.evaluate(() => "drawnOnce" in window), "without a reload").toBe(true);
  await expectPlanEnd(page, person, {
    ...{ plan: "pro", status: "active", grants: [1000, 1000], charges: [2900, 2900] },
  });
  await phone.context().close();
});

test("a renewal that the bank wants confirmed is confirmed from the mail's link, through sign-in", async ({
  page,
  browser,
  complaints,
}) => {
  const person = await late(page, ASKS);
  const mail = await expectMail(page, person, "Your bank asks you to confirm");
  const link = await mail.getByRole("link").getAttribute("href");
  const phone = await (await anotherBrowser(browser, complaints)).newPage();
  await phone.goto(link ?? "");
  await expect(phone).toHaveURL(/\/sign-in\?return=/);
  await signIn(phone, person);
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("Confirm the renewal of your Pro plan");
  await phone.getByRole("button", { name: "Confirm with your bank" }).click();
  await complete3ds(phone);
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("This invoice is paid");
  await expectPlanEnd(phone, person, {
    ...{ plan: "pro", status: "active", grants: [1000, 1000], charges: [2900, 2900] },
  });
  await phone.context().close();
});

test("a renewal that was refused is paid by another card that is saved, which then pays the plan", async ({
  page,
}) => {
  const person = await late(page, REFUSED);
  await page.goto("/dashboard");
  await planCard(page).getByRole("link", { name: "Pay now" }).click();
  const cards = page.getByRole("region", { name: "Saved cards" });
  await expect(cards.getByRole("button").first()).toHaveText("Pay $29.00 with Visa ending in 0341");
  await cards.getByRole("button", { name: "Pay $29.00 with Visa ending in 4242" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This invoice is paid");
  await advanceToRenewal(person);
  await expectPlanEnd(page, person, {
    ...{ plan: "pro", status: "active", grants: [1000, 1000, 1000], charges: [2900, 2900, 2900] },
  });
});

test("a renewal that nobody pays ends the plan after the last try, which is said and charges nothing", async ({
  page,
}) => {
  const person = await late(page, REFUSED);
  await page.goto("/dashboard");
  const link = await planCard(page).getByRole("link", { name: "Pay now" }).getAttribute("href");
  await advanceBy(person, 16 * DAY_MS);
  await expect(planCard(page)).toContainText("Ended");
  await expect(banner(page)).toHaveCount(0);
  await expectMail(page, person, "Your Pro plan has ended");
  await page.goto(link ?? "");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This plan has ended");
  await expectPlanEnd(page, person, { plan: "pro", status: "canceled", grants: [1000], charges: [2900] });
});

test("an invoice is shown to its owner only, and what is no invoice to nobody", async ({ page, browser }) => {
  await late(page, REFUSED);
  await page.goto("/dashboard");
  const link = (await planCard(page).getByRole("link", { name: "Pay now" }).getAttribute("href")) ?? "";
  const stranger = await (await browser.newContext()).newPage();
  await signUpByClock(stranger);
  for (const path of [link, "/dashboard/billing/invoices/in_unknown", "/dashboard/billing/invoices/x"])
    expect((await stranger.goto(path))?.status(), path).toBe(404);
  await stranger.context().close();
});

for (const locale of ["en", "zh"] as const) {
  test(`banner, plan and the page to pay fit 360 px and are accessible in ${locale}`, async ({ page }) => {
    await prefer(page, locale, "usd");
    await late(page, REFUSED);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto("/dashboard");
    const toPay = page.locator('main a[href^="/dashboard/billing/invoices/in_"]');
    await expect(toPay).toHaveCount(2);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    }
    await toPay.first().click();
    await expect(page.locator('iframe[title="Secure payment input frame"]')).toBeVisible();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    }
  });
}
