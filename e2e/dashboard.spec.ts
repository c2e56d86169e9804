import { expect, type Page, test } from "@playwright/test";
import { Complaints } from "./support/complaints";
import { expectAccessible, expectNoSidewaysScroll } from "./support/look";
import { prefer, signUp } from "./support/person";
import { giveCredits } from "./support/wallet";

async function order(page: Page, pack: string): Promise<void> {
  await page.goto(`/checkout/new?pack=${pack}&currency=usd`);
  await page.getByRole("main").locator("button[type=submit]").click();
  await expect(page).toHaveURL(/\/checkout\/[0-9a-f-]{36}$/);
}

test("a stranger is asked to sign in, and comes back", async ({ request }) => {
  const answer = await request.get("/dashboard", { maxRedirects: 0 });
  expect(answer.status()).toBe(307);
  expect(answer.headers().location).toContain("/sign-in?return=%2Fdashboard");
});

test("a first visit says what to do, with one button", async ({ page }) => {
  const complaints = new Complaints();
  complaints.listenTo(page);
  await signUp(page);
  await expect(page.getByRole("heading", { name: "No credits yet" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("main").getByRole("link", { name: "Choose a pack" }).click();
  await expect(page).toHaveURL(/\/#packs$/);
  complaints.check();
});

test("credits that arrive show on every open dashboard by themselves, without a reload", async ({
  page,
  context,
}) => {
  const { email } = await signUp(page);
  await giveCredits(email, 500);
  const available = page.getByRole("region", { name: "Available" });
  await expect(available).toContainText("500");
  const other = await context.newPage();
  await other.goto("/dashboard");
  await page.evaluate(() => Object.assign(window, { drawnOnce: true }));
  await giveCredits(email, 250);
  for (const one of [page, other])
    await expect(one.getByRole("region", { name: "Available" })).toContainText("750", { timeout: 3_000 });
  expect(await page.evaluate(() => "drawnOnce" in window)).toBe(true);
});

for (const locale of ["en", "zh"] as const) {
  test(`balance, grants, activity and open orders fit 360 px and are accessible in ${locale}`, async ({
    page,
  }) => {
    await prefer(page, locale, "usd");
    const { email } = await signUp(page);
    await giveCredits(email, 123_456_789, 3);
    await order(page, "scale");
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto("/dashboard");
    await expect(page.getByRole("main")).toContainText("123,456,789");
    await expect(page.getByRole("main")).toContainText("10,000");
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await expectAccessible(page);
  });
}

test("an order that was begun is continued or given up from the dashboard", async ({ page }) => {
  await signUp(page);
  await order(page, "starter");
  const address = page.url();
  await page.goto("/dashboard");
  await page.getByRole("link", { name: "Continue" }).click();
  await expect(page).toHaveURL(address);
  await page.goto("/dashboard");
  await page.getByRole("button", { name: "Cancel the order of Starter for $5.00" }).click();
  await expect(page.getByRole("region", { name: "Open orders" })).toHaveCount(0);
});

test("a cancel of somebody else's order is refused and changes nothing", async ({ page, browser }) => {
  await signUp(page);
  await order(page, "starter");
  const id = page.url().split("/").at(-1) ?? "";
  await page.goto("/dashboard");
  const stranger = await (await browser.newContext()).newPage();
  await signUp(stranger);
  await order(stranger, "starter");
  await stranger.goto("/dashboard");
  await stranger
    .locator("input[name=order]")
    .evaluate((field, value) => field.setAttribute("value", value), id);
  await stranger.getByRole("button", { name: /^Cancel/ }).click();
  await expect(stranger.getByRole("main").getByRole("status")).toContainText("not here any more");
  await page.reload();
  await expect(page.getByRole("region", { name: "Open orders" })).toHaveCount(1);
  await stranger.context().close();
});

test("the live stream tells a stranger nothing", async ({ request }) => {
  expect((await request.get("/api/live")).status()).toBe(401);
});
