import type { Page } from "@playwright/test";
import { newId } from "@/lib/platform/ids";
import { answerChallenge, deliveriesAbout, setFaults, stripePost } from "./support/emulator";
import {
  expectCredited,
  expectInvariants,
  expectSteps,
  openChallenge,
  storedBalance,
  storedEventState,
  storedOrder,
  storeFailedEvent,
} from "./support/facts";
import { CARDS, challenge, complete3ds, payWith } from "./support/payment-form";
import { prefer, signUp } from "./support/person";
import { buyPack } from "./support/shop";
import { expect, test } from "./support/test";

test.beforeEach(async ({ page }) => {
  await prefer(page, "en", "usd");
});

test("a person is credited once though every webhook arrives three times", async ({ page }) => {
  await setFaults({ deliveries: { duplicate: 2 } });
  await signUp(page);
  const order = await buyPack(page);
  await payWith(page, CARDS.visa);
  await expectCredited(page, order, 500);
  await untilDelivered(order);
  await expectCredited(page, order, 500);
});

test("a person is credited once though one success arrives under two event ids", async ({ page }) => {
  await setFaults({
    deliveries: { duplicate: 1, secondId: true, types: ["payment_intent.succeeded"] },
  });
  await signUp(page);
  const order = await buyPack(page);
  await payWith(page, CARDS.visa);
  await untilDelivered(order);
  await expectCredited(page, order, 500);
});

test("a person is credited once though webhooks arrive in the wrong order", async ({ page }) => {
  await setFaults({ deliveries: { reorder: true } });
  await signUp(page);
  const order = await buyPack(page);
  await payWith(page, CARDS.threeDs);
  await complete3ds(page);
  await expectCredited(page, order, 500);
  await untilDelivered(order);
  await expectCredited(page, order, 500);
});

test("the webhook is faster than the browser, and the person is credited once", async ({ page }) => {
  await signUp(page);
  const order = await buyPack(page);
  await payWith(page, CARDS.threeDs);
  await challenge(page);
  await holdActionsUntil(page, async () => (await storedBalance(order)) === 500);
  await complete3ds(page);
  await expectCredited(page, order, 500);
});

test("no webhook ever arrives, and the person's own payment settles the order", async ({ page }) => {
  await setFaults({ deliveries: { drop: true } });
  await signUp(page);
  const order = await buyPack(page);
  await payWith(page, CARDS.visa);
  await expectCredited(page, order, 500);
});

test("no webhook ever arrives, and the open order page finds out that the bank has confirmed", async ({
  page,
}) => {
  await setFaults({ deliveries: { drop: true } });
  await signUp(page);
  const order = await buyPack(page);
  await payWith(page, CARDS.threeDs);
  await challenge(page);
  await page.goto(`/orders/${order}`);
  await expectSteps(page, ["done", "current", "waiting"]);
  await answerChallenge(await openChallenge(order), "complete");
  await expectSteps(page, ["done", "done", "done"]);
  await expectCredited(page, order, 500);
});

test("a payment that somebody triggers with the Stripe CLI is nobody's and changes nothing", async ({
  page,
}) => {
  await signUp(page);
  const order = await buyPack(page);
  const intent = await stripePost("/v1/payment_intents", {
    amount: "2000",
    currency: "usd",
    confirm: "true",
    payment_method: "pm_card_visa",
    "payment_method_types[]": "card",
    description: "(created by Stripe CLI)",
  });
  const deliveries = () => deliveriesAbout(String(intent.id));
  await expect.poll(async () => (await deliveries()).every(({ state }) => state === "succeeded")).toBe(true);
  expect((await deliveries()).length).toBeGreaterThan(1);
  for (const { tries } of await deliveries()) expect(tries[0]?.body).toContain("ignored");
  expect(await storedBalance(order)).toBe(0);
  expect((await storedOrder(order)).status).toBe("open");
  await expectInvariants();
});

test("an event that failed is run by the server itself, though nobody sends it again", async () => {
  const id = `evt_${newId().replaceAll("-", "")}`;
  await storeFailedEvent(id);
  await expect.poll(() => storedEventState(id), { timeout: 30_000 }).toBe("ignored");
});

test("the schedule's addresses do nothing for who does not know their secret", async ({ request }) => {
  for (const job of ["inbox", "expiry"]) {
    const answer = await request.get(`/api/cron/${job}`, { headers: { authorization: "Bearer guess" } });
    expect(answer.status()).toBe(503);
    expect(await answer.json()).toEqual({ error: "cron_secret_missing" });
  }
});

/** Until every event about the order's payment reached our webhook. */
async function untilDelivered(orderId: string): Promise<void> {
  const states = async () => {
    const { stripePaymentIntentId } = await storedOrder(orderId);
    if (!stripePaymentIntentId) return [];
    return [...new Set((await deliveriesAbout(stripePaymentIntentId)).map(({ state }) => state))];
  };
  await expect.poll(states).toEqual(["succeeded"]);
}

/** Keeps the page's next questions to our server waiting until something has happened. */
async function holdActionsUntil(page: Page, happened: () => Promise<boolean>): Promise<void> {
  await page.route(
    (url) => url.pathname.startsWith("/checkout/"),
    async (route) => {
      if (route.request().method() === "POST") await expect.poll(happened).toBe(true);
      await route.continue();
    },
  );
}
