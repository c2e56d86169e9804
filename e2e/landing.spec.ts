import { expect, test } from "@playwright/test";
import { Complaints } from "./support/complaints";
import { expectAccessible, expectNoSidewaysScroll, LOCALES, readerOf, THEMES } from "./support/look";

const HEADINGS = { en: "Top up once. Use it all year.", zh: "一次充值，全年可用。" } as const;
const PRICES = { en: "$20", zh: "¥144" } as const;

for (const locale of LOCALES) {
  for (const theme of THEMES) {
    test(`a visitor reads the landing page in ${locale}, ${theme}, and nothing complains`, async ({
      browser,
    }) => {
      const context = await readerOf(browser, locale, theme);
      const page = await context.newPage();
      const complaints = new Complaints();
      complaints.listenTo(page);
      await page.goto("/");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(HEADINGS[locale]);
      await expect(page.locator("html")).toHaveAttribute("lang", locale === "zh" ? "zh-CN" : "en");
      await expect(page.locator("#packs form")).toHaveCount(4);
      await expect(page.locator("#packs")).toContainText(PRICES[locale]);
      await expectAccessible(page);
      await page.locator("[popovertarget=preferences]").click();
      await expectAccessible(page);
      complaints.check();
      await context.close();
    });
  }

  test(`the landing page fits a screen of 360 px in ${locale}`, async ({ browser }) => {
    const context = await readerOf(browser, locale, "light");
    const page = await context.newPage();
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto("/");
    await expectNoSidewaysScroll(page);
    await page.locator("[popovertarget=preferences]").click();
    await expect(page.locator("#preferences")).toBeInViewport({ ratio: 1 });
    await context.close();
  });
}

test("a visitor with only a keyboard chooses a pack and comes to buy it", async ({ page }) => {
  await page.goto("/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Or let a plan bring credits every month" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("radio", { name: /^Maker/ })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: /^Studio/ })).toBeChecked();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Buy for $64" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/sign-up\?return=%2Fcheckout%2Fnew%3Fpack%3Dstudio%26currency%3Dusd$/);
});

test("without script a visitor still changes language and currency and comes to buy", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "en-US" });
  const page = await context.newPage();
  await page.goto("/");
  await page.locator("[popovertarget=preferences]").click();
  await page.locator("#preferences").getByRole("button", { name: "JPY" }).click();
  await expect(page.locator("#packs")).toContainText("¥3,000");
  await page.locator("[popovertarget=preferences]").click();
  await page.locator("#preferences").getByRole("button", { name: "简体中文" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(HEADINGS.zh);
  await page.locator("#packs form").first().getByRole("button").click();
  await expect(page).toHaveURL(/\/sign-up\?return=%2Fcheckout%2Fnew%3Fpack%3Dstarter%26currency%3Djpy$/);
  await context.close();
});

test("the chosen theme is there from the first byte", async ({ page }) => {
  await page.goto("/");
  await page.locator("[popovertarget=preferences]").click();
  await page.locator("#preferences").getByRole("button", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "topup-dark");
  const html = await (await page.request.get("/")).text();
  expect(html).toMatch(/<html[^>]* data-theme="topup-dark"/);
});

test("forged preferences are as good as none", async ({ page, context, baseURL }) => {
  const url = baseURL ?? "";
  await context.addCookies([
    { name: "topup-locale", value: "../../package", url },
    { name: "topup-currency", value: "constructor", url },
    { name: "topup-theme", value: "x onload=alert(1)", url },
    { name: "topup-zone", value: "Mars/Olympus", url },
  ]);
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(HEADINGS.en);
  await expect(page.locator("#packs")).toContainText("$20");
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
});

test("a pack or currency that we do not sell is refused in words, and nobody has to sign in for that", async ({
  page,
}) => {
  for (const query of ["pack=golden&currency=usd", "pack=maker&currency=xau", ""]) {
    await page.goto(`/checkout/new?${query}`);
    await expect(page.getByRole("main").getByRole("alert")).toContainText("Nothing was ordered");
  }
});

test("every page has its policy and a nonce of its own; the webhook and the API are left alone", async ({
  request,
}) => {
  const [one, other] = [await request.get("/"), await request.get("/sign-in")];
  const nonces = [one, other].map(
    (page) => page.headers()["content-security-policy"]?.match(/'nonce-([^']+)'/)?.[1],
  );
  expect(nonces[0]).toBeTruthy();
  expect(nonces[0]).not.toBe(nonces[1]);
  expect(await one.text()).toContain(`nonce="${nonces[0]}"`);
  for (const path of ["/api/live", "/stripe/subscription-webhook"]) {
    const headers = (await request.get(path)).headers();
    expect(headers["content-security-policy"]).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
  }
});

test("an address that leads nowhere says so with a 404", async ({ page }) => {
  const answer = await page.goto("/no/such/page");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("main")).toContainText("There is nothing here");
  await expectAccessible(page);
});
