import type { Page } from "@playwright/test";
import { spend } from "@/lib/ledger/testing/people";
import { stripe } from "@/lib/stripe/client";
import { expectInvariants, expectSteps, storedBalance, storedOrder } from "./support/facts";
import { expectGoodInEveryLook, expectGoodLooks } from "./support/good-looks";
import { LOCALES } from "./support/look";
import { officeOf } from "./support/office";
import { CARDS, payWith } from "./support/payment-form";
import { prefer, signUp } from "./support/person";
import { buyPack } from "./support/shop";
import { expect, test } from "./support/test";
import { balanceOf, walletOf } from "./support/wallet";

test.beforeEach(({ page }) => prefer(page, "en", "usd"));

/** Buys a pack of 500 credits for $20.00; answers the order and its payment. */
async function buy(page: Page): Promise<{ orderId: string; paymentIntentId: string }> {
  const orderId = await buyPack(page, "maker");
  await payWith(page, CARDS.visa);
  await expect.poll(async () => (await storedOrder(orderId)).status).toBe("paid");
  const { stripePaymentIntentId } = await storedOrder(orderId);
  return { orderId, paymentIntentId: stripePaymentIntentId ?? "" };
}

test("somebody who bought twice by mistake gets one of both back, as an operator saw it would be", async ({
  page,
  browser,
  complaints,
}) => {
  const person = await signUp(page);
  const meant = await buy(page);
  const mistaken = await buy(page);
  const walletId = await walletOf(person.email);
  await spend(walletId, "draw", 700);

  const desk = await officeOf(browser, complaints);
  await desk.goto("/admin/payments");
  await desk.getByLabel("Search", { exact: true }).fill(person.email);
  await desk.getByLabel("Show").selectOption({ label: "Perhaps bought twice" });
  await desk.getByRole("button", { name: "Search" }).click();
  const rows = desk.getByRole("main").getByRole("listitem");
  await expect(rows).toHaveCount(2);
  await desk.getByRole("link", { name: mistaken.paymentIntentId }).click();
  await expect(desk.getByRole("status").filter({ hasText: "Perhaps bought twice" })).toContainText(
    meant.paymentIntentId,
  );

  const form = desk.getByRole("region", { name: "Refund" });
  await expect(form.getByLabel("Amount in USD")).toHaveValue("20.00");
  await expect(form.getByLabel("Reason")).toHaveValue("duplicate");
  await form.getByRole("button", { name: "See what it does" }).click();
  await expect(desk.getByRole("heading", { level: 1 })).toHaveText("Refund $20.00");
  const effect = desk.getByRole("region", { name: "What this does" });
  await expect(effect).toContainText("Credits taken back500");
  await expect(effect).toContainText("Already used, so owed200");

  // The person goes on meanwhile, so what was shown does not hold any more.
  await spend(walletId, "draw more", 50);
  await desk.getByRole("button", { name: "Refund $20.00" }).click();
  await expect(
    desk.getByRole("alert").filter({ hasText: "The credits have changed meanwhile" }),
  ).toBeVisible();
  await expect(effect).toContainText("Already used, so owed250");
  expect(await balanceOf(person.email)).toMatchObject({ available: 250, owed: 0 });

  await desk.getByRole("button", { name: "Refund $20.00" }).click();
  await expect(desk.getByText("The money is on its way back")).toBeVisible();
  await expect(desk.getByRole("region", { name: "Money back" })).toContainText("500 credits taken back");
  await expect(desk.getByRole("region", { name: "Refund", exact: true })).toContainText(
    "All of it was refunded",
  );
  await expect(desk.getByText("Perhaps bought twice")).toHaveCount(0);
  expect(await balanceOf(person.email)).toMatchObject({ available: 0, owed: 250 });

  await page.goto(`/orders/${mistaken.orderId}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This order was refunded");
  await expectSteps(page, ["done", "done", "done", "done"]);
  await page.goto("/dashboard");
  await expect(page.getByText("250 owed")).toBeVisible();
  await page.getByRole("link", { name: "See what was taken back" }).click();
  await expect(page.getByRole("link", { name: "Taken back for a refund" })).toBeVisible();

  const next = await buy(page);
  expect(await storedBalance(next.orderId)).toBe(250);
  await expectInvariants();
  await desk.context().close();
});

test("a part of a payment takes a part of its credits, and no more than is left can be refunded", async ({
  page,
  browser,
  complaints,
}) => {
  await signUp(page);
  const { orderId, paymentIntentId } = await buy(page);
  const desk = await officeOf(browser, complaints);
  const ask = async (amount: string) => {
    await desk.goto(`/admin/payments/${paymentIntentId}`);
    await desk.getByLabel("Amount in USD").fill(amount);
    await desk.getByRole("button", { name: "See what it does" }).click();
  };
  for (const [amount, said] of [
    ["20.01", "More than is left of the payment"],
    ["0", "Refund at least something"],
    ["5.005", "This is no amount"],
  ] as const) {
    await ask(amount);
    await expect(desk.getByRole("status").filter({ hasText: said })).toBeVisible();
    await expect(desk.getByRole("button", { name: /^Refund/ })).toHaveCount(0);
  }
  await ask("5");
  await desk.getByRole("button", { name: "Refund $5.00" }).click();
  await expect(desk.getByText("The money is on its way back")).toBeVisible();
  await expect(desk.getByLabel("Amount in USD")).toHaveValue("15.00");
  expect(await storedBalance(orderId)).toBe(375);
  await page.goto(`/orders/${orderId}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("A part of this order was refunded");
  await expect(page.getByText("125 credits were taken back")).toBeVisible();
  await expectInvariants();
  await desk.context().close();
});

for (const locale of LOCALES)
  test(`the pages that lead to a refund can be read by everybody who reads ${locale}`, async ({
    page,
    browser,
    complaints,
  }) => {
    const person = await signUp(page);
    const { paymentIntentId } = await buy(page);
    await spend(await walletOf(person.email), "draw", 120);
    const desk = await officeOf(browser, complaints);
    const payment = `/admin/payments/${paymentIntentId}`;
    for (const path of ["/admin/payments", payment, `${payment}/refund?amount=20&reason=fraudulent`]) {
      await desk.goto(path);
      await expectGoodInEveryLook(desk, locale);
    }
    await desk.context().close();
  });

test("a refund made at Stripe itself is told on the order, which everybody can read", async ({ page }) => {
  const person = await signUp(page);
  const { orderId, paymentIntentId } = await buy(page);
  await stripe().refunds.create({ payment_intent: paymentIntentId });
  await expect.poll(() => balanceOf(person.email)).toMatchObject({ available: 0, owed: 0 });
  await page.goto(`/orders/${orderId}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This order was refunded");
  await expectGoodLooks(page);
  await expectInvariants();
});
