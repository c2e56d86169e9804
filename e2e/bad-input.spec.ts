import type { Browser, Page } from "@playwright/test";
import { newId } from "@/lib/platform/ids";
import type { Complaints } from "./support/complaints";
import {
  countOrders,
  countPaymentIntents,
  expectInvariants,
  expectUnpaid,
  storedOrder,
} from "./support/facts";
import { CARDS, fillCard, pressPay, refusal } from "./support/payment-form";
import { prefer, signUp } from "./support/person";
import { buyPack } from "./support/shop";
import { anotherBrowser, expect, test } from "./support/test";

test.beforeEach(async ({ page, complaints }) => {
  complaints.expect(/status of 404/);
  await prefer(page, "en", "usd");
});

test("an order that does not exist, a foreign one and nonsense look exactly alike", async ({
  page,
  browser,
  complaints,
}) => {
  await signUp(page);
  const foreign = await buyPack(page);
  const stranger = await signUpStranger(browser, complaints);
  for (const kind of ["checkout", "orders"]) {
    const answers = [];
    for (const id of [foreign, newId(), "nonsense", "%2e%2e%2fadmin"]) {
      answers.push(await lookAt(stranger, `/${kind}/${id}`));
    }
    expect(answers).toEqual(answers.map(() => ({ status: 404, heading: "There is nothing here" })));
  }
  await stranger.context().close();
  await expectUnpaid(foreign);
});

test("a foreign order cannot be paid, asked about or canceled by name", async ({
  page,
  browser,
  complaints,
}) => {
  await signUp(page);
  const foreign = await buyPack(page);
  const stranger = await signUpStranger(browser, complaints);
  const own = await buyPack(stranger);
  await fillCard(stranger, CARDS.visa);
  await changeActions(stranger, own, (body) => body.replaceAll(own, foreign));
  await pressPay(stranger);
  await expect(refusal(stranger)).toContainText("This order does not exist");
  expect(await countPaymentIntents(foreign)).toBe(0);
  await stranger.unrouteAll();
  await stranger.goto(`/orders/${own}`);
  await stranger.locator('input[name="orderId"]').evaluate((input, id) => {
    (input as HTMLInputElement).value = id;
  }, foreign);
  await stranger.getByRole("button", { name: "Cancel this order" }).click();
  await expect(stranger.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  await stranger.context().close();
  await expectUnpaid(foreign);
  await expectUnpaid(own);
});

test("a made-up confirmation token pays nothing and creates nothing", async ({ page }) => {
  await signUp(page);
  const order = await buyPack(page);
  await fillCard(page, CARDS.visa);
  await changeActions(page, order, (body) => body.replace(/ctoken_\w+/, "ctoken_' or 1=1 --"));
  await pressPay(page);
  await expect(refusal(page)).toContainText("These payment details cannot be used");
  expect(await countPaymentIntents(order)).toBe(0);
  await expectUnpaid(order);
});

test("a form that names a pack or a currency we do not sell orders nothing", async ({ page }) => {
  const person = await signUp(page);
  await page.goto("/");
  for (const [field, value] of [
    ["pack", "million-for-free"],
    ["currency", "xau"],
  ]) {
    await page.goto("/");
    const form = page.locator('#packs form:has(input[name="pack"][value="maker"])');
    await form.locator(`input[name="${field}"]`).evaluate((input, text) => {
      (input as HTMLInputElement).value = text ?? "";
    }, value);
    await page.getByRole("button", { name: "Buy Maker" }).click();
    await expect(page.locator("main").getByRole("alert")).toContainText("not in our catalog");
  }
  expect(await countOrders(person.email)).toBe(0);
});

test("an amount or a number of credits added to the form is not even read", async ({ page }) => {
  await signUp(page);
  await page.goto("/");
  await page.locator('#packs form:has(input[name="pack"][value="scale"])').evaluate((form) => {
    for (const [name, value] of [
      ["amount", "1"],
      ["amountMinor", "1"],
      ["credits", "1000000"],
    ]) {
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name, value });
      form.append(input);
    }
  });
  await page.getByRole("button", { name: "Buy Scale" }).click();
  await expect(page).toHaveURL(/\/checkout\/[0-9a-f-]{36}$/);
  await expect(page.locator('main form button[type="submit"]')).toContainText("Pay $290.00");
  const order = await storedOrder(page.url().slice(-36));
  expect(order).toMatchObject({ credits: 10_000, amountMinor: 29_000 });
  await expectInvariants();
});

test("a language that does not exist falls back to one that does", async ({ page }) => {
  const url = process.env.APP_URL ?? "";
  await signUp(page);
  await page.context().addCookies([
    { name: "topup-locale", value: "../../etc/passwd", url },
    { name: "topup-currency", value: "__proto__", url },
    { name: "topup-theme", value: "<script>", url },
  ]);
  await buyPack(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pay for your credits");
});

async function lookAt(
  page: Page,
  path: string,
): Promise<{ status: number | undefined; heading: string | null }> {
  const answer = await page.goto(path);
  return { status: answer?.status(), heading: await page.getByRole("heading").first().textContent() };
}

/** Changes what the page sends to its server actions, as somebody with a proxy would. */
async function changeActions(page: Page, orderId: string, change: (body: string) => string): Promise<void> {
  await page.route(
    (url) => url.pathname === `/checkout/${orderId}`,
    (route) => {
      const body = route.request().postData();
      return body === null ? route.continue() : route.continue({ postData: change(body) });
    },
  );
}

/** Somebody else, signed in, in a browser of their own. */
async function signUpStranger(browser: Browser, complaints: Complaints): Promise<Page> {
  const stranger = await (await anotherBrowser(browser, complaints)).newPage();
  await prefer(stranger, "en", "usd");
  await signUp(stranger);
  return stranger;
}
