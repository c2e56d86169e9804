import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { spend } from "@/lib/ledger/testing/people";
import { availableOf, livePast, spendOften, sumOfFile } from "./support/history";
import { expectAccessible, expectNoSidewaysScroll, LOCALES, THEMES } from "./support/look";
import { payWith } from "./support/payment-form";
import { prefer, signUp } from "./support/person";
import { buyPack } from "./support/shop";
import { anotherBrowser, expect, test } from "./support/test";
import { giveCredits, walletOf } from "./support/wallet";

const rows = (page: Page) => page.getByRole("region", { name: "Activity", exact: true }).locator("> ul > li");

test("a person reads what happened to their credits, each with its cause", async ({ page }) => {
  const { email } = await signUp(page);
  await livePast(email);
  await page.goto("/dashboard");
  await page.getByRole("link", { name: "All activity" }).click();
  await expect(rows(page)).toHaveCount(17);
  await expect(rows(page).first()).toContainText("Spent for “Render the film”");
  for (const cause of ["Added by our team: a short gift", "Reserved", "Reservation given back", "Expired"])
    await expect(page.getByRole("link", { name: cause, exact: true }).first()).toBeVisible();
  const captured = rows(page).filter({ hasText: "Spent from a reservation" });
  await expect(captured).toContainText("6 of the reservation used");
  await captured.getByText("2 lines").click();
  await expect(captured.getByText("Given back")).toBeVisible();
});

test("a person finds a part of their activity by kind, day and reference, also without script", async ({
  page,
  browser,
}) => {
  const { email } = await signUp(page);
  await livePast(email);
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const reader = await plain.newPage();
  await reader.goto("/dashboard/activity");
  await reader.getByLabel("Kind").selectOption("Reserved and given back");
  await reader.getByRole("button", { name: "Show" }).click();
  await expect(rows(reader)).toHaveCount(3);
  await reader.getByLabel("Kind").selectOption("Everything");
  await reader.getByLabel("Reference").fill("portrait");
  await reader.getByRole("button", { name: "Show" }).click();
  await expect(reader).toHaveURL(/search=portrait/);
  await expect(rows(reader)).toHaveCount(4);
  const today = new Date().toISOString().slice(0, 10);
  await reader.getByLabel("From").fill(today);
  await reader.getByRole("button", { name: "Show" }).click();
  await expect(reader.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await reader.getByRole("link", { name: "Show everything" }).click();
  await expect(rows(reader)).toHaveCount(17);
  await plain.close();
});

test("a long history is paged through to its beginning and back", async ({ page }) => {
  const { email } = await signUp(page);
  await giveCredits(email, 500);
  await spendOften(email, 119);
  await page.goto("/dashboard/activity");
  await page.getByRole("link", { name: "Older" }).click();
  await page.getByRole("link", { name: "Older" }).click();
  await expect(rows(page)).toHaveCount(20);
  await expect(rows(page).last()).toContainText("Added by our team");
  await expect(page.getByRole("link", { name: "Older" })).toHaveCount(0);
  await page.getByRole("link", { name: "Newer" }).click();
  await expect(rows(page).first()).toContainText("Job 69");
  await page.getByRole("link", { name: "Newer" }).click();
  await expect(rows(page).first()).toContainText("Job 119");
  await expect(page.getByRole("link", { name: "Newer" })).toHaveCount(0);
});

test("a person takes their activity home as a file that adds up", async ({ page }) => {
  const { email } = await signUp(page);
  await livePast(email);
  await spend(await walletOf(email), "evil", 1, "=1+1");
  await page.goto("/dashboard/activity");
  const arrives = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as CSV" }).click();
  const file = await arrives;
  expect(file.suggestedFilename()).toMatch(/^topup-activity-\d{4}-\d\d-\d\d\.csv$/);
  const text = await readFile(await file.path(), "utf8");
  expect(sumOfFile(text)).toBe(await availableOf(email));
  expect(text).toContain(",spend,'=1+1,-1,");
  const filtered = await page.request.get("/dashboard/activity/export?kind=expired");
  expect((await filtered.text()).trimEnd().split("\r\n")).toHaveLength(2);
});

test("a stranger gets no file", async ({ request }) => {
  const answer = await request.get("/dashboard/activity/export?kind=spent", { maxRedirects: 0 });
  expect(answer.status()).toBe(307);
  expect(answer.headers().location).toContain("/sign-in?return=%2Fdashboard%2Factivity");
});

test("a purchase opens to its payment, the event, the credits and what became of them, and back", async ({
  page,
}) => {
  const { email } = await signUp(page);
  const orderId = await buyPack(page, "maker");
  await payWith(page, "4242424242424242");
  await expect(page).toHaveURL(new RegExp(`/orders/${orderId}`));
  await expect(page.getByRole("heading", { name: "500 credits are yours" })).toBeVisible();
  await spend(await walletOf(email), "portrait", 20, "Portrait of Ada");
  await page.goto("/dashboard");
  await page.getByRole("link", { name: "Bought the Maker pack" }).click();
  const payment = page.getByRole("region", { name: "Payment" });
  await expect(payment).toContainText("$20.00");
  await expect(payment).toContainText("Visa •••• 4242");
  await expect(payment).toContainText(orderId);
  await expect(payment).toContainText(/pi_\w+/);
  const credits = page.getByRole("region", { name: "These credits" });
  await expect(credits).toContainText("480");
  await credits.getByRole("link", { name: "Spent for “Portrait of Ada”" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Spent for “Portrait of Ada”");
  await page
    .getByRole("region", { name: "Paid with" })
    .getByRole("link", { name: /^Maker pack/ })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bought the Maker pack");
  await page.getByRole("link", { name: "All of it" }).click();
  await expect(rows(page)).toHaveCount(2);
});

test("a line that is not there, somebody else's and nonsense look exactly alike", async ({
  page,
  browser,
  complaints,
}) => {
  complaints.expect(/404/);
  const stranger = await (await anotherBrowser(browser, complaints)).newPage();
  const { email } = await signUp(stranger);
  await livePast(email);
  await signUp(page);
  const seen = new Set<string>();
  for (const line of ["5", "999999", "0", "x", "01", "5'--"]) {
    const answer = await page.goto(`/dashboard/activity/${encodeURIComponent(line)}`);
    expect(answer?.status()).toBe(404);
    seen.add((await page.locator("main").textContent()) ?? "");
  }
  expect(seen.size).toBe(1);
  await page.goto("/dashboard/activity");
  await expect(page.getByRole("heading", { name: "Nothing has happened yet" })).toBeVisible();
  await stranger.context().close();
});

test("the dashboard tells of credits that expire soon, and its drawings are told in words too", async ({
  page,
}) => {
  const { email } = await signUp(page);
  await livePast(email);
  await page.goto("/dashboard");
  await expect(page.getByRole("main").getByRole("status")).toContainText("40 credits expire in 9 days");
  await expect(page.getByRole("region", { name: "Where they come from" })).toContainText("Expires in 9 days");
  const use = page.getByRole("img", { name: "Use per day" });
  await expect(use).toHaveAccessibleDescription(/^138 credits were used in all, most on .*: 60\.$/);
  const table = page.getByRole("table", { name: "Credits by day" });
  await expect(table.getByRole("row")).toHaveCount(31);
  await expect(table.getByRole("row").last()).toContainText(String(await availableOf(email)));
});

for (const locale of LOCALES)
  for (const theme of THEMES)
    test(`activity and receipts fit 360 px and have no barriers (${locale}, ${theme})`, async ({ page }) => {
      await prefer(page, locale, "usd");
      await page.emulateMedia({ colorScheme: theme });
      const { email } = await signUp(page);
      await livePast(email);
      await spend(await walletOf(email), "long", 60, "x".repeat(200));
      const last = 20;
      for (const width of [360, 1280])
        for (const path of ["", "/activity", "/activity?search=zzz", "/activity/2", `/activity/${last}`]) {
          await page.setViewportSize({ width, height: 800 });
          await page.goto(`/dashboard${path}`);
          await page.locator("main details").evaluateAll((all) => {
            for (const one of all) one.setAttribute("open", "");
          });
          await expectNoSidewaysScroll(page);
          await expectAccessible(page);
        }
    });
