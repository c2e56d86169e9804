import type { Locator } from "@playwright/test";
import { offerWallets } from "./support/emulator";
import { expectCredited } from "./support/facts";
import { expectAccessible, expectNoSidewaysScroll, LOCALES, THEMES } from "./support/look";
import {
  CARDS,
  complete3ds,
  fillCard,
  payButton,
  paymentFrame,
  payWith,
  pressPay,
  refusal,
  walletButton,
} from "./support/payment-form";
import { prefer, signUp } from "./support/person";
import { buyPack } from "./support/shop";
import { expect, test } from "./support/test";

const NARROW = { width: 360, height: 740 };

for (const locale of LOCALES) {
  for (const theme of THEMES) {
    test(`whoever reads ${locale} in ${theme} can use checkout and order page on a small phone`, async ({
      page,
    }) => {
      await prefer(page, locale, "cny");
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize(NARROW);
      await signUp(page);
      const order = await buyPack(page);
      await payWith(page, CARDS.insufficientFunds);
      await expect(refusal(page)).toBeVisible();
      await page.locator("main details summary").first().click();
      await page.locator("main details summary").last().click();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.goto(`/orders/${order}`);
      await expect(page.locator('main ol [data-state="failed"]')).toBeAttached();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });
  }
}

test("a person pays with the keyboard alone", async ({ page }) => {
  await prefer(page, "en", "usd");
  await signUp(page);
  const order = await buyPack(page);
  await expect(payButton(page)).toHaveAttribute("aria-disabled", "false");
  const field = (name: string) => paymentFrame(page).locator(`[name="${name}"]`);
  await field("number").focus();
  await page.keyboard.type(CARDS.visa);
  // Like Stripe's, the form goes on by itself when a number or a date is complete.
  await expect(field("expiry")).toBeFocused();
  await page.keyboard.type("1234");
  await expect(field("cvc")).toBeFocused();
  await page.keyboard.type("123");
  await page.keyboard.press("Tab");
  await expect(field("country")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.type("94107");
  await page.keyboard.press("Tab");
  await expect(payButton(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await expectCredited(page, order, 500);
});

test("a refusal takes the focus, so that it is read out and the next Tab leads to Pay", async ({ page }) => {
  await prefer(page, "en", "usd");
  await signUp(page);
  await buyPack(page);
  await payWith(page, CARDS.insufficientFunds);
  await expect(refusal(page)).toBeVisible();
  await expect(page.locator(":focus")).toContainText("There is not enough money on this card");
  await page.keyboard.press("Tab");
  await expect(payButton(page)).toBeFocused();
});

test("an empty form is not sent: Stripe marks what is missing", async ({ page }) => {
  await prefer(page, "en", "usd");
  await signUp(page);
  await buyPack(page);
  await pressPay(page);
  await expect(paymentFrame(page).locator('[name="number"]')).toHaveAttribute("aria-invalid", "true");
  await expect(payButton(page)).toContainText("Pay $");
});

test("a person whose browser has a wallet pays with one button, and others do not see it", async ({
  page,
}) => {
  await prefer(page, "en", "usd");
  await signUp(page);
  const order = await buyPack(page);
  await expect(payButton(page)).toHaveAttribute("aria-disabled", "false");
  await expect(walletButton(page)).toBeHidden();
  await offerWallets(["link"]);
  await page.reload();
  await walletButton(page).click();
  await page.frameLocator("dialog iframe").locator("#test-wallet-pay").click();
  await expectCredited(page, order, 500);
});

test("a button at work keeps its words readable, on every kind of button", async ({ page }) => {
  await prefer(page, "en", "usd");
  await signUp(page);
  await buyPack(page);
  await page.goto("/dashboard");
  for (const name of ["Cancel", "Dashboard"])
    await expectReadableAtWork(page.locator(".btn", { hasText: name }).first());
  await page.goto("/account");
  await expectReadableAtWork(page.locator(".btn-primary").first());
});

test("a person turns the lights off while typing, and the form keeps what they typed", async ({ page }) => {
  await prefer(page, "en", "usd");
  await page.emulateMedia({ colorScheme: "light" });
  await signUp(page);
  const order = await buyPack(page);
  await fillCard(page, CARDS.threeDs);
  const colour = () =>
    paymentFrame(page)
      .locator('[name="number"]')
      .evaluate((input) => getComputedStyle(input).color);
  const before = await colour();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(colour).not.toBe(before);
  await pressPay(page);
  await complete3ds(page);
  await expectCredited(page, order, 500);
});

/** As a button looks while its form is on the way: the colours of its words and its ground stay. */
async function expectReadableAtWork(button: Locator): Promise<void> {
  const colours = await button.evaluate((element) => {
    const read = () => {
      const { color, backgroundColor } = getComputedStyle(element);
      return { color, backgroundColor };
    };
    const still: HTMLElement = element as HTMLElement;
    still.style.transition = "none";
    const before = read();
    still.setAttribute("aria-disabled", "true");
    return { before, atWork: read() };
  });
  expect(colours.atWork).toEqual(colours.before);
}
