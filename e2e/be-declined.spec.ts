import { expectCredited, expectSteps, expectUnpaid } from "./support/facts";
import { CARDS, paymentFrame, payWith, refusal } from "./support/payment-form";
import { prefer, signUp } from "./support/person";
import { buyPack } from "./support/shop";
import { expect, test } from "./support/test";

const GENERIC = "Your card was declined";

test("a person without enough money is told so, keeps the form, and pays with another card", async ({
  page,
}) => {
  await prefer(page, "en", "usd");
  await signUp(page);
  const order = await buyPack(page);
  await payWith(page, CARDS.insufficientFunds);
  await expect(refusal(page)).toContainText("There is not enough money on this card");
  await expect(refusal(page)).toContainText("Nothing was charged");
  await expect(paymentFrame(page).locator('[name="number"]')).not.toHaveValue("");
  await expectUnpaid(order);
  await payWith(page, CARDS.visa);
  await expectCredited(page, order, 500);
});

test("a person who reads Chinese is told in Chinese why the card was refused", async ({ page }) => {
  await prefer(page, "zh", "cny");
  await signUp(page);
  const order = await buyPack(page);
  await payWith(page, CARDS.insufficientFunds);
  await expect(refusal(page)).toContainText("这张卡余额不足");
  await expectUnpaid(order);
});

test("a person declined without a reason gets the general answer and pays with another card", async ({
  page,
}) => {
  await prefer(page, "en", "usd");
  await signUp(page);
  const order = await buyPack(page);
  await payWith(page, CARDS.genericDecline);
  await expect(refusal(page)).toContainText(GENERIC);
  await expectUnpaid(order);
  await payWith(page, CARDS.visa);
  await expectCredited(page, order, 500);
});

test("whoever pays with a lost card learns nothing but that it was declined", async ({ page }) => {
  await prefer(page, "en", "usd");
  await signUp(page);
  const order = await buyPack(page);
  await payWith(page, CARDS.lost);
  await expect(refusal(page)).toContainText(GENERIC);
  await expect(refusal(page)).not.toContainText(/lost|stolen|fraud/i);
  await page.goto(`/orders/${order}`);
  await expectSteps(page, ["done", "failed", "waiting"]);
  await expect(page.locator("main")).not.toContainText(/\blost\b|stolen|fraud/i);
  await page.getByRole("link", { name: "Use another card" }).click();
  await payWith(page, CARDS.visa);
  await expectCredited(page, order, 500);
});
