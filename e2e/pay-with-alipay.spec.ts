import type { Page } from "@playwright/test";
import { expectCredited, expectSteps, expectUnpaid } from "./support/facts";
import { CARDS, paymentFrame, payWith, pressPay } from "./support/payment-form";
import { prefer, signUp } from "./support/person";
import { buyPack } from "./support/shop";
import { expect, test } from "./support/test";

test.beforeEach(async ({ page }) => {
  await prefer(page, "en", "cny");
});

test("a person approves the payment at Alipay and comes back to their credits", async ({ page }) => {
  await signUp(page);
  const order = await buyPack(page);
  await chooseAlipay(page);
  await page.getByRole("button", { name: /authorize/i }).click();
  await expectCredited(page, order, 500);
  await expect(page.locator("main dl")).toContainText("Alipay");
});

test("a person refuses the payment at Alipay, is not charged, and pays with a card", async ({ page }) => {
  await signUp(page);
  const order = await buyPack(page);
  await chooseAlipay(page);
  await page.getByRole("button", { name: /fail/i }).click();
  await expect(page).toHaveURL(new RegExp(`/orders/${order}`));
  await expectSteps(page, ["done", "failed", "waiting"]);
  await expectUnpaid(order);
  await page.getByRole("link", { name: "Use another card" }).click();
  await payWith(page, CARDS.visa);
  await expectCredited(page, order, 500);
});

test("an address that claims success credits nothing", async ({ page }) => {
  await signUp(page);
  const order = await buyPack(page);
  await page.goto(`/orders/${order}?redirect_status=succeeded&payment_intent=pi_made_up`);
  await expectSteps(page, ["done", "current", "waiting"]);
  await expectUnpaid(order);
});

/** Picks Alipay in Stripe's form and goes to its page. */
async function chooseAlipay(page: Page): Promise<void> {
  await paymentFrame(page).getByRole("tab", { name: "Alipay" }).click();
  await pressPay(page);
  await expect(page).toHaveURL(/alipay/);
}
