import type { Page } from "@playwright/test";
import { findApiKey } from "@/lib/api-keys/find-api-key";
import { expectAccessible, expectNoSidewaysScroll, LOCALES, THEMES } from "./support/look";
import { prefer, signIn, signUp } from "./support/person";
import { expect, test } from "./support/test";
import { walletOf } from "./support/wallet";

const HERE = "/dashboard/keys";
const KEY = /topup_[A-Za-z0-9_-]{43}/;

test.beforeEach(({ page }) => prefer(page, "en", "usd"));

/** Fills and sends the form of a new key; answers the key that is shown. */
async function createKey(page: Page, name: string): Promise<string> {
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByText(`Your new key “${name}”`)).toBeVisible();
  const shown = await page.locator("main code").filter({ hasText: KEY }).textContent();
  return KEY.exec(shown ?? "")?.[0] ?? "";
}

test("a person creates a key, copies it, and never sees it again", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { email } = await signUp(page);
  await page.getByRole("link", { name: "API keys" }).click();
  await expect(page).toHaveURL(HERE);
  await expect(page.getByRole("heading", { name: "No keys yet" })).toBeVisible();
  await expect(page.getByText("/api/v1/wallet")).toBeVisible();
  await page.getByLabel("Spend").uncheck();
  const key = await createKey(page, "Shop");
  await page.getByRole("button", { name: "Copy the new key" }).click();
  await expect(page.getByText("Copied")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
  const walletId = await walletOf(email);
  expect(await findApiKey(key)).toMatchObject({ walletId, scopes: ["wallet:read"] });

  await page.reload();
  const list = page.getByRole("region", { name: "Your keys" });
  await expect(list.getByRole("listitem")).toHaveCount(1);
  for (const said of ["Shop", key.slice(0, 10), "Read", "No expiry", "Last used"]) {
    await expect(list).toContainText(said);
  }
  expect(await page.content()).not.toContain(key);
});

test("a revoked key is dead at once where it was revoked, and a person is asked before", async ({
  page,
  request,
}) => {
  await signUp(page);
  await page.goto(HERE);
  const [shop, robot] = [await createKey(page, "Shop"), await createKey(page, "Robot")];
  const ask = async (key: string) => {
    const answer = await request.get("/api/v1/wallet", { headers: { authorization: `Bearer ${key}` } });
    return answer.status();
  };
  expect(await ask(shop)).toBe(200);
  await page.getByRole("button", { name: "Revoke the key Shop" }).click();
  const question = page.getByRole("dialog", { name: "Revoke “Shop”?" });
  await question.getByRole("button", { name: "Keep it" }).click();
  await expect(question).toBeHidden();
  expect(await ask(shop)).toBe(200);
  await page.getByRole("button", { name: "Revoke the key Shop" }).click();
  await question.getByRole("button", { name: "Revoke this key" }).click();
  await expect(page.getByText("The key is revoked.")).toBeVisible();
  expect(await ask(shop)).toBe(401);
  expect(await ask(robot)).toBe(200);
  await expect(page.getByRole("region", { name: "Your keys" }).getByRole("listitem")).toHaveCount(1);
});

test("what is wrong with a key's form is said beside the field, and nothing is lost", async ({ page }) => {
  await signUp(page);
  await page.goto(HERE);
  await page.getByLabel("How long it works").selectOption("90 days");
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByLabel("Name")).toHaveAccessibleDescription(/Enter a name\.$/);
  await expect(page.getByLabel("Name")).toBeFocused();
  await page.getByLabel("Name").fill("Shop");
  await page.getByLabel("Read").uncheck();
  await page.getByLabel("Spend").uncheck();
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByText("Choose at least one thing the key may do.")).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("Shop");
  await expect(page.getByLabel("How long it works")).toHaveValue("90");
  await expect(page.getByLabel("Spend")).not.toBeChecked();
  await page.getByLabel("Spend").check();
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("region", { name: "Your keys" })).toContainText("Works until");
});

test("a stranger sees no keys, signs in, and is back where they wanted to be", async ({ page }) => {
  const person = await signUp(page);
  await page.goto(HERE);
  await page.context().clearCookies();
  await prefer(page, "en", "usd");
  await page.reload();
  await signIn(page, person);
  await expect(page).toHaveURL(HERE);
});

test("nobody revokes somebody else's key", async ({ page, browser }) => {
  await signUp(page);
  await page.goto(HERE);
  const key = await createKey(page, "Shop");
  const id = await page.locator('input[name="key"]').inputValue();
  const stranger = await (await browser.newContext({ locale: "en-US" })).newPage();
  await signUp(stranger);
  await stranger.goto(HERE);
  await createKey(stranger, "Shop");
  await stranger
    .locator('input[name="key"]')
    .evaluate((field, value) => field.setAttribute("value", value), id);
  await stranger.getByRole("button", { name: "Revoke the key Shop" }).click();
  await stranger.getByRole("button", { name: "Revoke this key" }).click();
  await expect(stranger.getByText("That key is not here any more.")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "Revoke the key Shop" })).toBeVisible();
  expect(await findApiKey(key)).not.toBeNull();
  await stranger.context().close();
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("a person creates a key, sees it once, cannot make it twice, and revokes it", async ({ page }) => {
    await signUp(page);
    await page.goto(HERE);
    const key = await createKey(page, "Shop");
    expect(await findApiKey(key)).not.toBeNull();
    await page.reload();
    await expect(page.getByText("This form was sent before")).toBeVisible();
    await page.goto(HERE);
    await expect(page.getByRole("region", { name: "Your keys" }).getByRole("listitem")).toHaveCount(1);
    expect(await page.content()).not.toContain(key);
    await page.getByRole("button", { name: "Revoke the key Shop" }).click();
    await page.getByRole("button", { name: "Revoke this key" }).click();
    await expect(page.getByRole("heading", { name: "No keys yet" })).toBeVisible();
  });
});

for (const locale of LOCALES) {
  test(`the keys fit 360 px and have no barriers, in light and dark (${locale})`, async ({ page }) => {
    await prefer(page, locale, "usd");
    await signUp(page);
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
    const form = page.locator("main form:has(#field-name)");
    await form.getByRole("button").click();
    await expect(page.locator("[aria-invalid=true]")).toHaveCount(1);
    await look();
    await page.locator("#field-name").fill(`${"W".repeat(30)}${"字".repeat(30)}`);
    await form.getByRole("button").click();
    await expect(page.locator("main form code")).toHaveText(KEY);
    await look();
    await page.locator("button[aria-label][popovertarget^=revoke]").click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await look();
  });
}
