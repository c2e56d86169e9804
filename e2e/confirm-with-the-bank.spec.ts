import { answerChallenge } from "./support/emulator";
import { expectCredited, expectSteps, expectUnpaid, openChallenge, storedBalance } from "./support/facts";
import { CARDS, challenge, complete3ds, fail3ds, payButton, payWith, refusal } from "./support/payment-form";
import { prefer, signIn, signUp } from "./support/person";
import { buyPack } from "./support/shop";
import { anotherBrowser, expect, test } from "./support/test";

test.beforeEach(async ({ page }) => {
  await prefer(page, "en", "usd");
});

test("a person confirms the payment with their bank and gets the credits", async ({ page }) => {
  await signUp(page);
  const order = await buyPack(page);
  await payWith(page, CARDS.threeDs);
  await expect(payButton(page)).toContainText("Confirming with your bank");
  await complete3ds(page);
  await expectCredited(page, order, 500);
});

test("a person fails the bank's check and pays the same order with another card", async ({ page }) => {
  await signUp(page);
  const order = await buyPack(page);
  await payWith(page, CARDS.threeDs);
  await fail3ds(page);
  await expect(refusal(page)).toContainText("Your bank could not confirm this payment");
  await expectUnpaid(order);
  await payWith(page, CARDS.visa);
  await expectCredited(page, order, 500);
});

test("a person passes the bank's check, is declined for lack of money, and uses another card", async ({
  page,
}) => {
  await signUp(page);
  const order = await buyPack(page);
  await payWith(page, CARDS.threeDsThenDeclined);
  await complete3ds(page);
  await expect(refusal(page)).toContainText("There is not enough money on this card");
  await expectUnpaid(order);
  await payWith(page, CARDS.visa);
  await expectCredited(page, order, 500);
});

test("a person reloads in the middle of the bank's check and goes on with it", async ({ page }) => {
  await signUp(page);
  const order = await buyPack(page);
  await payWith(page, CARDS.threeDs);
  await challenge(page);
  await page.reload();
  await page.getByRole("button", { name: "Continue with your bank" }).click();
  await complete3ds(page);
  await expectCredited(page, order, 500);
});

test("a person reloads in the middle of the bank's check and uses another card instead", async ({ page }) => {
  await signUp(page);
  const order = await buyPack(page);
  await payWith(page, CARDS.threeDs);
  await challenge(page);
  await page.reload();
  await expect(page.getByText("Your bank has not confirmed this payment yet")).toBeVisible();
  await payWith(page, CARDS.visa);
  await expectCredited(page, order, 500);
});

test("a person leaves for the order page during the check and comes back to finish it", async ({ page }) => {
  await signUp(page);
  const order = await buyPack(page);
  await payWith(page, CARDS.threeDs);
  await challenge(page);
  await page.goto(`/orders/${order}`);
  await expectSteps(page, ["done", "current", "waiting"]);
  await page.getByRole("link", { name: "Continue with your bank" }).click();
  await page.getByRole("button", { name: "Continue with your bank" }).click();
  await complete3ds(page);
  await expectCredited(page, order, 500);
});

test("a person closes the browser during the check; the bank confirms later and the credits are there", async ({
  page,
  browser,
  complaints,
}) => {
  const person = await signUp(page);
  const order = await buyPack(page);
  await payWith(page, CARDS.threeDs);
  await challenge(page);
  const source = await openChallenge(order);
  await page.context().close();
  await answerChallenge(source, "complete");
  await expect.poll(() => storedBalance(order)).toBe(500);

  const context = await anotherBrowser(browser, complaints);
  const later = await context.newPage();
  await later.goto(`/sign-in?return=/orders/${order}`);
  await signIn(later, person);
  await expectCredited(later, order, 500);
  await context.close();
});
