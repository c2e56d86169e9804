import type { Page, Request } from "@playwright/test";
import { countCharges, countOrders, expectCredited, expectUnpaid, storedOrder } from "./support/facts";
import {
  CARDS,
  challenge,
  fillCard,
  payButton,
  payWith,
  pointAt,
  pressPay,
  refusal,
} from "./support/payment-form";
import { prefer, signUp } from "./support/person";
import { buyPack, pressBuy } from "./support/shop";
import { expect, test } from "./support/test";

test.beforeEach(async ({ page }) => {
  await prefer(page, "en", "usd");
});

test("a person double-clicks Pay and pays once", async ({ page }) => {
  await signUp(page);
  const order = await buyPack(page);
  await fillCard(page, CARDS.visa);
  await pointAt(payButton(page));
  await payButton(page).dblclick();
  await expectCredited(page, order, 500);
  expect((await storedOrder(order)).attempts).toBe(1);
});

test("two presses in the same instant, before the button can change, send one payment", async ({ page }) => {
  await signUp(page);
  const order = await buyPack(page);
  await fillCard(page, CARDS.visa);
  await expect(payButton(page)).toHaveAttribute("aria-disabled", "false");
  let sent = 0;
  page.on("request", (request) => {
    if (/ctoken_/.test(request.postData() ?? "")) sent += 1;
  });
  await page.locator("main form:has(iframe)").evaluate((form) => {
    (form as HTMLFormElement).requestSubmit();
    (form as HTMLFormElement).requestSubmit();
  });
  await expectCredited(page, order, 500);
  expect(sent).toBe(1);
});

test("a person double-clicks Buy, reloads and comes back, and has one order", async ({ page }) => {
  const person = await signUp(page);
  const order = await buyPack(page);
  await page.reload();
  expect(await buyPack(page)).toBe(order);
  await pressBuy(page, "maker");
  await expect(page).toHaveURL(new RegExp(`/checkout/${order}$`));
  expect(await countOrders(person.email)).toBe(1);
  await payWith(page, CARDS.visa);
  await expectCredited(page, order, 500);
});

test("a person pays in one tab while the other waits at the bank, and is charged once", async ({ page }) => {
  await signUp(page);
  const order = await buyPack(page);
  const other = await page.context().newPage();
  await other.goto(`/checkout/${order}`);
  await payWith(page, CARDS.threeDs);
  await challenge(page);
  await payWith(other, CARDS.visa);
  await expectCredited(other, order, 500);
});

test("a person pays in two tabs at the same moment and is charged once", async ({ page }) => {
  await signUp(page);
  const order = await buyPack(page);
  const other = await page.context().newPage();
  await other.goto(`/checkout/${order}`);
  await fillCard(page, CARDS.visa);
  await fillCard(other, CARDS.visa);
  await pointAt(payButton(page));
  await pointAt(payButton(other));
  await Promise.all([payButton(page).click(), payButton(other).click()]);
  await expect.poll(() => countCharges(order)).toBe(1);
  for (const tab of [page, other]) {
    await expect(tab.locator("main").getByRole("alert").or(tab.locator("main ol"))).toBeVisible();
  }
  await page.goto(`/orders/${order}`);
  await expectCredited(page, order, 500);
});

test("a person who paid in another tab is shown the order instead of paying again", async ({ page }) => {
  await signUp(page);
  const order = await buyPack(page);
  const stale = await page.context().newPage();
  await stale.goto(`/checkout/${order}`);
  await fillCard(stale, CARDS.visa);
  await payWith(page, CARDS.visa);
  await expectCredited(page, order, 500);
  await pressPay(stale);
  await expect(refusal(stale)).toContainText("This order is already paid");
  await refusal(stale).getByRole("link").click();
  await expectCredited(stale, order, 500);
});

test("the same payment sent to our server again charges nothing more", async ({ page }) => {
  await signUp(page);
  const order = await buyPack(page);
  const sent = nextAction(page);
  await payWith(page, CARDS.visa);
  await expectCredited(page, order, 500);
  expect(await replay(page, await sent)).toContain("This order is already paid");
  await expectCredited(page, order, 500);
});

test("payment details that were declined once cannot be used again", async ({ page }) => {
  await signUp(page);
  const order = await buyPack(page);
  const sent = nextAction(page);
  await payWith(page, CARDS.insufficientFunds);
  await expect(refusal(page)).toBeVisible();
  expect(await replay(page, await sent)).toContain("These payment details were already used");
  await expectUnpaid(order);
});

test("payment details of one order do not pay a second one for the same money", async ({ page }) => {
  await signUp(page);
  const first = await buyPack(page, "starter");
  const sent = nextAction(page);
  await payWith(page, CARDS.visa);
  await expectCredited(page, first, 100);
  const second = await buyPack(page, "starter");
  const answer = await replay(page, await sent, (body) => body.replace(first, second));
  expect(answer).toContain("These payment details were already used");
  expect(await countCharges(second)).toBe(0);
});

/** The next call of a server action of this page. */
function nextAction(page: Page): Promise<Request> {
  return page.waitForRequest(
    (request) => "next-action" in request.headers() && /ctoken_/.test(request.postData() ?? ""),
  );
}

/** Sends a recorded call of a server action once more, perhaps changed, and answers what came back. */
async function replay(page: Page, sent: Request, change = (body: string) => body): Promise<string> {
  const answer = await page.request.post(sent.url(), {
    headers: await sent.allHeaders(),
    data: change(sent.postData() ?? ""),
  });
  return answer.text();
}
