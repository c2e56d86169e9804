import type { Page } from "@playwright/test";
import { expectInvariants } from "./support/facts";
import { expectAccessible, expectNoSidewaysScroll, LOCALES, THEMES } from "./support/look";
import { prefer, signUp } from "./support/person";
import { expect, test } from "./support/test";
import { balanceOf, giveCredits } from "./support/wallet";

const HERE = "/playground";

test.beforeEach(({ page }) => prefer(page, "en", "usd"));

/** Somebody with so many credits, on the playground. */
async function playWith(page: Page, credits: number): Promise<string> {
  const { email } = await signUp(page);
  if (credits > 0) await giveCredits(email, credits);
  await page.goto(HERE);
  return email;
}

async function draw(page: Page, word: string): Promise<void> {
  await page.getByLabel("A word").fill(word);
  await page.getByRole("button", { name: "Draw for 3 credits" }).click();
}

test("a person draws an avatar for 3 credits, and a reload draws nothing more", async ({ page }) => {
  const email = await playWith(page, 10);
  await draw(page, "Ada");
  await expect(page.getByRole("img", { name: /^Avatar of the word Ada/ })).toBeVisible();
  const result = page.getByRole("region", { name: "Avatar of “Ada”" });
  await expect(result.getByRole("listitem")).toContainText([
    "3 credits reserved",
    "3 credits spent from the reservation",
  ]);
  await expect(result).toContainText("Left now7");
  await page.reload();
  await expect(result).toContainText("Left now7");
  expect(await balanceOf(email)).toMatchObject({ available: 7, held: 0 });
  await page.goto("/dashboard");
  await expect(page.getByRole("region", { name: "Latest activity" })).toContainText("avatar of Ada");
  await expectInvariants();
});

test("when the work fails, a person is told and has all credits back", async ({ page }) => {
  const email = await playWith(page, 10);
  await page.getByRole("button", { name: "Let it fail with “???”" }).click();
  await expect(page.getByText("could not be drawn, and your 3 credits are back")).toBeVisible();
  const lines = page.getByRole("region", { name: "Drawing of “???”" }).getByRole("listitem");
  await expect(lines).toContainText(["3 credits reserved", "3 credits released again"]);
  expect(await balanceOf(email)).toMatchObject({ available: 10, held: 0 });
  await expectInvariants();
});

test("a person without enough credits is led to buy some, and nothing is reserved", async ({ page }) => {
  const email = await playWith(page, 5);
  const late = await page.context().newPage();
  await late.goto(HERE);
  await draw(page, "Ada");
  await expect(page.getByText("You have 2 credits, and an avatar takes 3.")).toBeVisible();
  await draw(late, "Eve");
  await expect(late.getByText("There are not enough credits for that.")).toBeVisible();
  expect(await balanceOf(email)).toMatchObject({ available: 2, held: 0 });
  await late.getByRole("main").getByRole("link", { name: "Top up" }).click();
  await expect(late).toHaveURL(/\/#packs$/);
});

test("a form that was sent twice is one job, and another word needs another form", async ({ page }) => {
  const email = await playWith(page, 10);
  const twin = await page.context().newPage();
  await twin.goto(HERE);
  const job = await page.locator('input[name="job"]').first().inputValue();
  const copyJob = () =>
    twin
      .locator('input[name="job"]')
      .first()
      .evaluate((field, value) => field.setAttribute("value", value), job);
  await copyJob();
  await Promise.all([draw(page, "Ada"), draw(twin, "Ada")]);
  for (const one of [page, twin]) await expect(one.getByRole("img", { name: /word Ada/ })).toBeVisible();
  expect(await balanceOf(email)).toMatchObject({ available: 7, held: 0 });
  await twin.goto(HERE);
  await copyJob();
  await draw(twin, "Eve");
  await expect(twin.getByText("That form had drawn another word already")).toBeVisible();
  expect(await balanceOf(email)).toMatchObject({ available: 7, held: 0 });
});

test("nobody sees somebody else's job", async ({ page, browser }) => {
  await playWith(page, 10);
  await draw(page, "Ada");
  await expect(page).toHaveURL(/job=/);
  const address = page.url();
  const stranger = await (await browser.newContext({ locale: "en-US" })).newPage();
  await playWith(stranger, 10);
  await stranger.goto(address);
  await expect(stranger.getByRole("heading", { name: "Draw an avatar" })).toBeVisible();
  await expect(stranger.getByRole("main")).not.toContainText("Ada");
  await stranger.context().close();
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("a person draws, reloads and lets it fail, and pays for the one drawing", async ({ page }) => {
    const email = await playWith(page, 10);
    await draw(page, "Ada");
    // The browser is on its way to the drawing; reloading sooner would stop it there.
    await expect(page).toHaveURL(/job=/);
    await page.reload();
    await expect(page.getByRole("img", { name: /word Ada/ })).toBeVisible();
    await page.getByRole("button", { name: /^Let it fail/ }).click();
    await expect(page.getByText("your 3 credits are back")).toBeVisible();
    expect(await balanceOf(email)).toMatchObject({ available: 7, held: 0 });
    await expectInvariants();
  });
});

for (const locale of LOCALES) {
  test(`the playground fits 360 px and has no barriers, in light and dark (${locale})`, async ({ page }) => {
    await prefer(page, locale, "usd");
    const email = await playWith(page, 0);
    await page.setViewportSize({ width: 360, height: 740 });
    const look = async () => {
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      }
    };
    await look();
    await giveCredits(email, 123_456_789);
    await page.reload();
    await page.locator("#field-word").fill("W".repeat(40));
    await page.locator("main form button").first().click();
    await expect(page.locator("main img")).toBeVisible();
    await look();
    await page.locator("main form button").last().click();
    await expect(page.locator("main img")).toHaveCount(0);
    await look();
    await page.goto("/dashboard");
    await expect(page.getByRole("main")).toContainText("WWW");
    await expectNoSidewaysScroll(page);
  });
}
