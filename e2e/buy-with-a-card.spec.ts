import { findPack } from "@/lib/catalog/packs";
import { expectCredited } from "./support/facts";
import { CARDS, payButton, payWith } from "./support/payment-form";
import { fillSignUp, newPerson, prefer, signUp } from "./support/person";
import { buyPack, pressBuy } from "./support/shop";
import { expect, orderIdOf, test } from "./support/test";

test("a person buys 500 credits with a card and sees them at once", async ({ page }) => {
  await prefer(page, "en", "usd");
  await signUp(page);
  const order = await buyPack(page, "maker");
  await expect(payButton(page)).toContainText(`Pay $${(findPack("maker")?.prices.usd ?? 0) / 100}.00`);
  await payWith(page, CARDS.visa);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("500 credits are yours");
  await expect(page.getByText("Visa •••• 4242")).toBeVisible();
  await expectCredited(page, order, 500);
});

test("a person who reads Chinese pays in yuan and is told so in Chinese", async ({ page }) => {
  await prefer(page, "zh", "cny");
  await signUp(page);
  const order = await buyPack(page, "maker");
  await expect(payButton(page)).toContainText(`支付 ¥${(findPack("maker")?.prices.cny ?? 0) / 100}.00`);
  await payWith(page, CARDS.visa);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("500 积分已到账");
  await expectCredited(page, order, 500);
});

test("a person pays in yen, which has no decimals, exactly what the pack costs", async ({ page }) => {
  await prefer(page, "en", "jpy");
  await signUp(page);
  const order = await buyPack(page, "starter");
  await expect(payButton(page)).toContainText(`¥${findPack("starter")?.prices.jpy}`);
  await payWith(page, CARDS.visa);
  await expectCredited(page, order, 100);
});

test("a newcomer signs up on the way and buys without losing what they chose", async ({ page }) => {
  await prefer(page, "en", "usd");
  await pressBuy(page, "maker");
  await expect(page).toHaveURL(/\/sign-up\?/);
  await fillSignUp(page, newPerson());
  await expect(page).toHaveURL(/\/checkout\/new\?/);
  await page.locator('main form button[type="submit"]').click();
  await expect(page).toHaveURL(/\/checkout\/[0-9a-f-]{36}$/);
  const order = orderIdOf(page);
  await payWith(page, CARDS.visa);
  await expectCredited(page, order, 500);
});

test("the card number goes to Stripe's frames and never to our own server", async ({ page, baseURL }) => {
  const ours: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(baseURL ?? "").origin) return;
    ours.push(`${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ""}`);
  });
  await signUp(page);
  const order = await buyPack(page, "starter");
  await payWith(page, CARDS.visa);
  await expectCredited(page, order, 100);
  expect(ours.length).toBeGreaterThan(3);
  expect(ours.filter((sent) => /4242\s*4242|4242424242424242/.test(decodeURIComponent(sent)))).toEqual([]);
});

test("Stripe's script is loaded on the checkout page and on no other", async ({ page }) => {
  const loads: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/endive/stripe.js")) loads.push(new URL(page.url()).pathname);
  });
  await signUp(page);
  await page.goto("/");
  await page.goto("/dashboard");
  expect(loads).toEqual([]);
  const order = await buyPack(page, "starter");
  await expect(payButton(page)).toHaveAttribute("aria-disabled", "false");
  expect(loads.length).toBe(1);
  await page.goto(`/orders/${order}`);
  await expect(page.locator("main ol")).toBeVisible();
  expect(loads.length).toBe(1);
});
