import { setFaults } from "./support/emulator";
import { expectCredited, expectUnpaid } from "./support/facts";
import { CARDS, fillCard, payButton, paymentFrame, payWith, pressPay, refusal } from "./support/payment-form";
import { prefer, signIn, signUp } from "./support/person";
import { buyPack } from "./support/shop";
import { expect, test } from "./support/test";

test.beforeEach(async ({ page }) => {
  await prefer(page, "en", "usd");
});

test("Stripe's script is blocked; the person is told, and Retry works when it is not any more", async ({
  page,
  complaints,
}) => {
  complaints.expect(/ERR_FAILED.*stripe\.js/);
  await signUp(page);
  await page.route("**/endive/stripe.js", (route) => route.abort());
  const order = await buyPack(page);
  await expect(refusal(page)).toContainText("The payment form did not load");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.unroute("**/endive/stripe.js");
  await page.getByRole("button", { name: "Try again" }).click();
  await payWith(page, CARDS.visa);
  await expectCredited(page, order, 500);
});

test("a person who is offline is told so, keeps the form, and pays when the line is back", async ({
  page,
}) => {
  await signUp(page);
  const order = await buyPack(page);
  await fillCard(page, CARDS.visa);
  await page.context().setOffline(true);
  await pressPay(page);
  await expect(refusal(page)).toContainText("You are offline");
  await page.context().setOffline(false);
  await expectUnpaid(order);
  await pressPay(page);
  await expectCredited(page, order, 500);
});

test("the answer to Pay is lost on its way; the person is shown the paid order", async ({
  page,
  complaints,
}) => {
  complaints.expect(/ERR_FAILED/);
  await signUp(page);
  const order = await buyPack(page);
  await fillCard(page, CARDS.visa);
  let lost = 0;
  await page.route(
    (url) => url.pathname === `/checkout/${order}`,
    async (route) => {
      const isPay = /ctoken_/.test(route.request().postData() ?? "");
      if (!isPay || lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      await route.abort();
    },
  );
  await pressPay(page);
  await expectCredited(page, order, 500);
  expect(lost).toBe(1);
});

test("Stripe fails while paying; the order is kept, and the next try pays it once", async ({ page }) => {
  await signUp(page);
  const order = await buyPack(page);
  await fillCard(page, CARDS.visa);
  await setFaults({
    calls: [{ method: "POST", path: "/v1/payment_intents/*/confirm", count: 2, action: "fail", status: 500 }],
  });
  await pressPay(page);
  await expect(refusal(page)).toContainText("Our payment provider does not answer");
  await expect(paymentFrame(page).locator('[name="number"]')).not.toHaveValue("");
  await pressPay(page);
  await expectCredited(page, order, 500);
});

test("Stripe takes the money and its answer is lost twice; the person is charged once", async ({ page }) => {
  await signUp(page);
  const order = await buyPack(page);
  await fillCard(page, CARDS.visa);
  await setFaults({
    calls: [
      {
        method: "POST",
        path: "/v1/payment_intents/*/confirm",
        count: 3,
        action: "reset",
        when: "after",
      },
    ],
    deliveries: { drop: true },
  });
  await pressPay(page);
  await expect(refusal(page).or(page.locator("main ol"))).toBeVisible();
  await page.goto(`/orders/${order}`);
  await expectCredited(page, order, 500);
});

test("Stripe is slow; the person is told that it goes on, and is charged once", async ({ page }) => {
  await signUp(page);
  const order = await buyPack(page);
  await fillCard(page, CARDS.visa);
  await setFaults({
    calls: [{ method: "POST", path: "/v1/payment_intents/*/confirm", count: 1, action: "hang" }],
  });
  await pressPay(page);
  await expect(payButton(page)).toContainText("Paying $");
  await expect(page.getByText("This takes longer than usual")).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/orders/${order}`), { timeout: 45_000 });
  await expectCredited(page, order, 500);
});

test("a person whose session ended signs in and comes back to the same order", async ({ page }) => {
  const person = await signUp(page);
  const order = await buyPack(page);
  await fillCard(page, CARDS.visa);
  await page.context().clearCookies({ name: /session/ });
  await pressPay(page);
  await expect(refusal(page)).toContainText("You are signed out");
  await expectUnpaid(order);
  await refusal(page).getByRole("link").click();
  await signIn(page, person);
  await expect(page).toHaveURL(new RegExp(`/checkout/${order}$`));
  await payWith(page, CARDS.visa);
  await expectCredited(page, order, 500);
});
