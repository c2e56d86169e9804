import type { Page } from "@playwright/test";
import { sql } from "@/db/client";
import { stripe } from "@/lib/stripe/client";
import { expectInvariants, expectSteps, storedOrder } from "./support/facts";
import { expectGoodLooks } from "./support/good-looks";
import { officeOf } from "./support/office";
import { payWith } from "./support/payment-form";
import { prefer, signUp } from "./support/person";
import { buyPack } from "./support/shop";
import { expect, test } from "./support/test";
import { balanceOf } from "./support/wallet";

/** Stripe's test cards whose payments go well, and are then disputed, asked about, or warned of. */
const DISPUTED = "4000000000000259";
const ASKED_ABOUT = "4000000000001976";
const WARNED_OF = "4000000000005423";

test.beforeEach(({ page }) => prefer(page, "en", "usd"));

/** Buys a pack of 500 credits for $20.00; answers the order and its payment. */
async function buyWith(page: Page, card: string): Promise<{ orderId: string; paymentIntentId: string }> {
  const orderId = await buyPack(page, "maker");
  await payWith(page, card);
  await expect.poll(async () => (await storedOrder(orderId)).status).toBe("paid");
  const { stripePaymentIntentId } = await storedOrder(orderId);
  return { orderId, paymentIntentId: stripePaymentIntentId ?? "" };
}

/** The dispute of a payment, once we have heard of it. */
async function disputeOf(paymentIntentId: string): Promise<string> {
  const find = () => sql()<{ id: string }[]>`
    select stripe_dispute_id as id from disputes where stripe_payment_intent_id = ${paymentIntentId}`;
  await expect.poll(async () => (await find()).length).toBe(1);
  return (await find())[0]?.id ?? "";
}

async function answer(disputeId: string, evidence: "winning_evidence" | "losing_evidence"): Promise<void> {
  await stripe().disputes.update(disputeId, { evidence: { uncategorized_text: evidence } });
}

test("credits of a disputed payment are on hold, and come back when the bank decides for us", async ({
  page,
  browser,
  complaints,
}) => {
  const person = await signUp(page);
  const { orderId, paymentIntentId } = await buyWith(page, DISPUTED);
  const dispute = await disputeOf(paymentIntentId);
  await expect.poll(() => balanceOf(person.email)).toMatchObject({ available: 0, held: 500 });
  await page.goto("/dashboard");
  await expect(page.getByText("Your bank disputes a payment of $20.00")).toBeVisible();
  await expect(page.getByText("500 on hold for a dispute")).toBeVisible();
  await page.getByRole("link", { name: "See the order" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your bank disputes this payment");
  await expectSteps(page, ["done", "done", "done", "current"]);

  const desk = await officeOf(browser, complaints);
  await desk.goto("/admin");
  const section = desk.getByRole("region", { name: "Disputes to answer" });
  await expect(section).toContainText(person.email);
  await expect(section).toContainText("Answer by");
  await section.getByRole("link", { name: `Payment and refund of ${dispute}` }).click();
  await expect(desk.getByRole("region", { name: "Money back" })).toContainText(
    "500 credits of this payment are",
  );
  await expect(desk.getByRole("region", { name: "Refund" })).toContainText("it cannot be refunded");

  await answer(dispute, "winning_evidence");
  await expect.poll(() => balanceOf(person.email)).toMatchObject({ available: 500, held: 0, owed: 0 });
  await desk.reload();
  await expect(desk.getByRole("region", { name: "Money back" })).toContainText("Dispute won");
  await desk.goto("/admin");
  await expect(desk.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(desk.getByText(dispute)).toHaveCount(0);
  await page.goto(`/orders/${orderId}`);
  await expectSteps(page, ["done", "done", "done", "done"]);
  await page.goto("/dashboard");
  await expect(page.getByRole("meter").first()).toHaveAttribute("value", "500");
  await expect(page.getByText("Your bank disputes")).toHaveCount(0);
  await expectInvariants();
  await desk.context().close();
});

test("credits of a payment that the bank returned are taken back, line by line on record", async ({
  page,
}) => {
  const person = await signUp(page);
  const { orderId, paymentIntentId } = await buyWith(page, DISPUTED);
  await answer(await disputeOf(paymentIntentId), "losing_evidence");
  await expect.poll(() => balanceOf(person.email)).toMatchObject({ available: 0, held: 0, owed: 0 });
  await page.goto(`/orders/${orderId}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your bank returned this payment");
  await expectSteps(page, ["done", "done", "done", "failed"]);
  await page.goto("/dashboard/activity");
  await page.getByRole("link", { name: "Taken back for a dispute" }).click();
  await expect(page.getByRole("region", { name: "Payment" })).toContainText("Returned by your bank");
  await expectInvariants();
});

test("a question of a bank moves nothing, and an operator can end it by a refund", async ({
  page,
  browser,
  complaints,
}) => {
  const person = await signUp(page);
  const { paymentIntentId } = await buyWith(page, ASKED_ABOUT);
  const inquiry = await disputeOf(paymentIntentId);
  expect(await balanceOf(person.email)).toMatchObject({ available: 500, held: 0 });
  await page.goto("/dashboard");
  await expect(page.getByText("Your bank disputes")).toHaveCount(0);

  const desk = await officeOf(browser, complaints);
  await desk.goto("/admin");
  await expect(desk.getByRole("region", { name: "Inquiries of banks" })).toContainText(inquiry);
  await desk.goto(`/admin/payments/${paymentIntentId}`);
  await desk.getByRole("button", { name: "See what it does" }).click();
  await desk.getByRole("button", { name: "Refund $20.00" }).click();
  await expect(desk.getByText("The money is on its way back")).toBeVisible();
  await expect.poll(() => balanceOf(person.email)).toMatchObject({ available: 0, held: 0, owed: 0 });
  await expectInvariants();
  await desk.context().close();
});

test("a warning of fraud asks for a refund, and goes when the payment was refunded", async ({
  page,
  browser,
  complaints,
}) => {
  const person = await signUp(page);
  const { paymentIntentId } = await buyWith(page, WARNED_OF);
  const desk = await officeOf(browser, complaints);
  await expect(async () => {
    await desk.goto("/admin");
    await expect(desk.getByRole("region", { name: "Warnings of fraud" })).toContainText(person.email, {
      timeout: 1_000,
    });
  }).toPass();
  await desk.goto("/admin/payments?show=warned");
  await desk.getByRole("link", { name: paymentIntentId }).click();
  await expect(desk.getByLabel("Reason")).toHaveValue("fraudulent");
  await desk.getByRole("button", { name: "See what it does" }).click();
  await expect(desk.getByText("Stripe also blocks this card")).toBeVisible();
  await desk.getByRole("button", { name: "Refund $20.00" }).click();
  await expect(desk.getByText("The money is on its way back")).toBeVisible();
  await expect(async () => {
    await desk.goto("/admin");
    await expect(desk.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await desk.getByText(person.email).count()).toBe(0);
  }).toPass();
  await expectInvariants();
  await desk.context().close();
});

test("what a person reads of a dispute can be read by everybody", async ({ page }) => {
  await signUp(page);
  const { orderId, paymentIntentId } = await buyWith(page, DISPUTED);
  await disputeOf(paymentIntentId);
  await page.goto("/dashboard");
  await expect(page.getByText("Your bank disputes")).toBeVisible();
  await expectGoodLooks(page);
  await page.goto(`/orders/${orderId}`);
  await expect(page.getByText("Disputed with your bank")).toBeVisible();
  await expectGoodLooks(page);
});

test("what an operator reads of a dispute can be read by everybody", async ({
  page,
  browser,
  complaints,
}) => {
  await signUp(page);
  const { paymentIntentId } = await buyWith(page, DISPUTED);
  await disputeOf(paymentIntentId);
  const desk = await officeOf(browser, complaints);
  for (const path of ["/admin", `/admin/payments/${paymentIntentId}`]) {
    await prefer(desk, "en", "usd");
    await desk.goto(path);
    await expect(desk.getByRole("main")).toContainText("fraudulent");
    await expectGoodLooks(desk);
  }
  await desk.context().close();
});
