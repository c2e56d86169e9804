import type { Page } from "@playwright/test";
import { sql } from "@/db/client";
import { advanceBy, advanceToRenewal, DAY_MS, signUpByClock } from "./support/clock";
import { setFaults } from "./support/emulator";
import { expectAccessible, expectNoSidewaysScroll, LOCALES, readerOf, THEMES } from "./support/look";
import { challenge, complete3ds, fail3ds } from "./support/payment-form";
import { prefer } from "./support/person";
import { chargesOf, expectPlanEnd, grantsOf, payBy, planOf, subscribeAside } from "./support/plans";
import { expect, test } from "./support/test";

test.beforeEach(async ({ page }) => {
  await prefer(page, "en", "usd");
});

/** Opens the numbers of a change from the page of the plan. */
async function lookAtChange(page: Page, plan: string, interval: "month" | "year" = "month"): Promise<void> {
  await page.goto(`/dashboard/plan?interval=${interval}`);
  await page.getByRole("link", { name: `See what changes with ${plan}` }).click();
  await expect(page.getByRole("heading", { level: 1, name: `Change to ${plan}` })).toBeVisible();
}

/** A number on the page of a quote, in minor units or credits. */
async function numberOf(page: Page, label: string): Promise<number> {
  const row = page.locator("dl > div").filter({ has: page.getByText(label, { exact: true }) });
  return Number(((await row.locator("dd").textContent()) ?? "").replace(/[^\d]/g, ""));
}

const planState = (page: Page) => page.locator("main");

test("a person upgrades in the middle of a month, pays what was shown and gets its share of credits", async ({
  page,
}) => {
  const person = await signUpByClock(page);
  await subscribeAside(person, { plan: "starter" });
  await advanceBy(person, 12 * DAY_MS);
  await lookAtChange(page, "Scale plan");
  const [due, credits] = [await numberOf(page, "Due today"), await numberOf(page, "Credits now")];
  await page.getByRole("button", { name: /^Pay \$\d+\.\d\d and change now$/ }).click();
  await expect(page).toHaveURL(/after=changed/);
  await expect(page.getByText("You are on Scale plan now")).toBeVisible();
  await expectPlanEnd(page, person, {
    ...{ plan: "scale", status: "active", grants: [250, credits], charges: [900, due] },
  });
});

test("a person downgrades, takes it back, downgrades again, and has the smaller plan after the period", async ({
  page,
}) => {
  const person = await signUpByClock(page);
  await subscribeAside(person, { plan: "scale" });
  await lookAtChange(page, "Starter plan");
  await expect(page.getByText("Due today")).toBeVisible();
  expect(await numberOf(page, "Due today")).toBe(0);
  await page.getByRole("button", { name: /^Change on / }).click();
  await expect(page.getByText(/^Changes to Starter plan on /)).toBeVisible();
  await expect(page.getByRole("link", { name: /See what changes/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Keep Scale plan" }).click();
  await expect(page.getByText("The change was taken back")).toBeVisible();
  await expect(page.getByText(/^Changes to Starter plan on /)).toHaveCount(0);
  await lookAtChange(page, "Starter plan");
  await page.getByRole("button", { name: /^Change on / }).click();
  await expect(page.getByText(/^Changes to Starter plan on /)).toBeVisible();
  await advanceToRenewal(person);
  await expectPlanEnd(page, person, {
    ...{ plan: "starter", status: "active", grants: [4000, 250], charges: [9900, 900] },
  });
});

test("a person goes from monthly to yearly, and the year begins now", async ({ page }) => {
  const person = await signUpByClock(page);
  await subscribeAside(person, { plan: "pro" });
  await advanceBy(person, 10 * DAY_MS);
  await lookAtChange(page, "Pro plan", "year");
  const [due, credits] = [await numberOf(page, "Due today"), await numberOf(page, "Credits now")];
  await page.getByRole("button", { name: /and change now$/ }).click();
  await expect(page.getByText("You are on Pro plan now")).toBeVisible();
  await expectPlanEnd(page, person, {
    ...{ plan: "pro", status: "active", interval: "year", grants: [1000, credits], charges: [2900, due] },
  });
});

test("a person cancels with a reason, takes it back, and cancels for good", async ({ page }) => {
  const person = await signUpByClock(page);
  await subscribeAside(person, { plan: "pro" });
  await page.goto("/dashboard/plan");
  for (const goesOn of [true, false]) {
    await page.getByRole("link", { name: "Cancel the plan" }).click();
    await page.getByLabel("I do not use it enough").check();
    await page.getByRole("button", { name: "Cancel the plan" }).click();
    await expect(page.getByText(/^Your plan ends on /)).toBeVisible();
    if (!goesOn) break;
    await page.getByRole("button", { name: "Keep the plan" }).click();
    await expect(page.getByText("It renews as before.")).toBeVisible();
  }
  await advanceToRenewal(person);
  await expect.poll(() => planOf(person)).toMatchObject({ status: "canceled" });
  await page.goto("/dashboard/plan");
  await expect(page.getByText(/^Your Pro plan ended on /)).toBeVisible();
  await expectPlanEnd(page, person, { plan: "pro", status: "canceled", grants: [1000], charges: [2900] });
});

test("a person skips one renewal and is charged again at the next", async ({ page }) => {
  const person = await signUpByClock(page);
  await subscribeAside(person, { plan: "pro" });
  await page.goto("/dashboard/plan");
  await page.getByLabel(/^Skip 1 renewal/).check();
  await page.getByRole("button", { name: "Pause the plan" }).click();
  await expect(page.getByText("Renewals are skipped: no charge, no new credits.")).toBeVisible();
  await advanceToRenewal(person);
  expect(await chargesOf(person)).toEqual([2900]);
  await expect
    .poll(async () => {
      const [row] =
        await sql()`select current_period_end from subscriptions where wallet_id = ${person.walletId}`;
      return row?.current_period_end.getTime() - Date.now() > 40 * DAY_MS;
    })
    .toBe(true);
  await advanceToRenewal(person);
  await expectPlanEnd(page, person, {
    ...{ plan: "pro", status: "active", grants: [1000, 1000], charges: [2900, 2900] },
  });
});

test("a person whose bank asks finishes the upgrade there", async ({ page }) => {
  const person = await signUpByClock(page);
  await subscribeAside(person, { plan: "starter" });
  await payBy(person, "pm_card_threeDSecure2Required");
  await advanceBy(person, 3 * DAY_MS);
  await lookAtChange(page, "Pro plan");
  const [due, credits] = [await numberOf(page, "Due today"), await numberOf(page, "Credits now")];
  await page.getByRole("button", { name: /and change now$/ }).click();
  await complete3ds(page);
  await expect(page.getByText("You are on Pro plan now")).toBeVisible();
  await expectPlanEnd(page, person, {
    ...{ plan: "pro", status: "active", grants: [250, credits], charges: [900, due] },
  });
});

test("a person leaves the bank's check, sees the change waiting, fails the check, and keeps the old plan", async ({
  page,
}) => {
  const person = await signUpByClock(page);
  await subscribeAside(person, { plan: "starter" });
  await payBy(person, "pm_card_threeDSecure2Required");
  await lookAtChange(page, "Pro plan");
  await page.getByRole("button", { name: /and change now$/ }).click();
  await challenge(page);
  await page.goto("/dashboard/plan");
  await expect(page.getByText("Your change to Pro plan is not paid yet")).toBeVisible();
  await page.getByRole("link", { name: "Continue with your bank" }).click();
  await page.getByRole("button", { name: "Continue with your bank" }).click();
  await fail3ds(page);
  await expect(page.getByText("The payment was refused")).toBeVisible();
  await expect(page.getByText("Your change to Pro plan is not paid yet")).toHaveCount(0);
  await expectPlanEnd(page, person, { plan: "starter", status: "active", grants: [250], charges: [900] });
});

test("a person drops a change that waits for the bank", async ({ page }) => {
  const person = await signUpByClock(page);
  await subscribeAside(person, { plan: "starter" });
  await payBy(person, "pm_card_threeDSecure2Required");
  await lookAtChange(page, "Scale plan");
  await page.getByRole("button", { name: /and change now$/ }).click();
  await challenge(page);
  await page.goto("/dashboard/plan");
  await page.getByRole("button", { name: "Drop the change" }).click();
  await expect(page.getByText("The change was taken back")).toBeVisible();
  await expectPlanEnd(page, person, { plan: "starter", status: "active", grants: [250], charges: [900] });
});

test("a person with a refused card is told so in words, and nothing is charged or changed", async ({
  page,
}) => {
  const person = await signUpByClock(page);
  await subscribeAside(person, { plan: "starter" });
  await payBy(person, "pm_card_chargeCustomerFail");
  await lookAtChange(page, "Pro plan");
  await page.getByRole("button", { name: /and change now$/ }).click();
  await expect(page.getByText("The payment was refused")).toBeVisible();
  await expect(page.getByRole("button", { name: /and change now$/ })).toBeVisible();
  await expectPlanEnd(page, person, { plan: "starter", status: "active", grants: [250], charges: [900] });
});

test("a person who accepts old numbers is shown new ones and charged nothing, in whatever tab", async ({
  page,
}) => {
  const person = await signUpByClock(page);
  await subscribeAside(person, { plan: "starter" });
  await lookAtChange(page, "Pro plan");
  await sql()`update plan_quotes set expires_at = now() where wallet_id = ${person.walletId}`;
  await page.getByRole("button", { name: /and change now$/ }).click();
  await expect(page.getByText("The numbers were too old")).toBeVisible();
  const other = await page.context().newPage();
  await lookAtChange(other, "Scale plan");
  await other.getByRole("button", { name: /and change now$/ }).click();
  await expect(other.getByText("You are on Scale plan now")).toBeVisible();
  await page.getByRole("button", { name: /and change now$/ }).click();
  await expect(page.getByText("Something changed meanwhile")).toBeVisible();
  expect(await planOf(person)).toMatchObject({ plan: "scale" });
  expect(await chargesOf(person)).toHaveLength(2);
  await other.close();
});

test("a person loses Stripe's answer and presses again; the plan is changed and charged once", async ({
  page,
}) => {
  const person = await signUpByClock(page);
  const id = await subscribeAside(person, { plan: "starter" });
  await lookAtChange(page, "Pro plan");
  const credits = await numberOf(page, "Credits now");
  const path = `/v1/subscriptions/${id}`;
  await setFaults({ calls: [{ method: "POST", path, action: "reset", when: "after", count: 3 }] });
  await page.getByRole("button", { name: /and change now$/ }).click();
  await expect(page).toHaveURL(/refusal=stripe_unavailable/);
  await page.goto("/dashboard/plan");
  await expect(page.getByRole("heading", { name: "Pro plan" }).first()).toBeVisible();
  await expect.poll(() => grantsOf(person)).toEqual([250, credits]);
  expect(await chargesOf(person)).toHaveLength(2);
});

test("what is wrong in the address is answered in words", async ({ page }) => {
  const person = await signUpByClock(page);
  await page.goto("/dashboard/plan");
  await expect(page.getByRole("heading", { name: "You have no plan" })).toBeVisible();
  await page.goto("/dashboard/plan/change?plan=pro&interval=month");
  await expect(page.getByText("You have no plan")).toBeVisible();
  await subscribeAside(person, { plan: "starter" });
  for (const [query, words] of [
    ["plan=platinum&interval=month", "There is no such plan"],
    ["plan=pro&interval=week", "There is no such plan"],
    ["plan=starter&interval=month", "This is your plan"],
    ["", "There is no such plan"],
  ] as const) {
    await page.goto(`/dashboard/plan/change?${query}`);
    await expect(page.getByText(words)).toBeVisible();
  }
  await page.goto("/dashboard/plan?refusal=constructor&after=__proto__&advice=toString");
  await expect(planState(page).getByRole("status")).toHaveCount(0);
});

for (const locale of LOCALES)
  for (const theme of THEMES)
    test(`the pages of a plan can be read by everybody, ${locale}, ${theme}`, async ({
      page,
      browser,
      complaints,
    }) => {
      const person = await signUpByClock(page);
      await subscribeAside(person, { plan: "pro" });
      const context = await readerOf(browser, locale, theme);
      await context.addCookies(
        (await page.context().cookies()).filter(({ name }) => name.includes("session")),
      );
      const reader = await context.newPage();
      complaints.listenTo(reader);
      for (const path of [
        "",
        "/change?plan=scale&interval=month",
        "/change?plan=starter&interval=month",
        "/cancel",
      ])
        for (const width of [360, 1280]) {
          await reader.setViewportSize({ width, height: 900 });
          await reader.goto(`/dashboard/plan${path}`);
          await expect(reader.getByRole("heading", { level: 1 })).toBeVisible();
          await expectNoSidewaysScroll(reader);
          if (width === 360) await expectAccessible(reader);
        }
      await context.close();
    });
