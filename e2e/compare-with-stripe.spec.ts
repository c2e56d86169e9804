import { sql } from "@/db/client";
import { newId } from "@/lib/platform/ids";
import { expectInvariants } from "./support/facts";
import { expectAccessible, expectNoSidewaysScroll } from "./support/look";
import { officeOf } from "./support/office";
import { prefer, signUp } from "./support/person";
import { expect, test } from "./support/test";
import { walletOf } from "./support/wallet";

test("nobody but an operator is told how our rows compare with Stripe", async ({ page, complaints }) => {
  complaints.expect(/status of 404/);
  await prefer(page, "en", "usd");
  expect((await page.goto("/admin/reconciliation"))?.status()).toBe(404);
  await signUp(page);
  expect((await page.goto("/admin/reconciliation"))?.status()).toBe(404);
  await expect(page.getByRole("button", { name: "Compare three days now" })).toHaveCount(0);
});

test("an operator who compares is shown money that Stripe does not know, until it is gone", async ({
  page,
  browser,
  complaints,
}) => {
  await prefer(page, "en", "usd");
  const { email } = await signUp(page);
  const money = `pi_${newId().replaceAll("-", "")}`;
  // Older than the grace, and granted nothing, so that only Stripe can tell that it is wrong.
  await sql()`
    insert into payments (wallet_id, stripe_payment_intent_id, origin, status, livemode, currency, amount_minor,
      credits, parked_reason, paid_at)
    values (${await walletOf(email)}, ${money}, 'customer', 'parked', false, 'usd', 1234, 0, 'no_catalog_rate',
      ${new Date(Date.now() - 3_600_000)})`;

  const desk = await officeOf(browser, complaints);
  await desk.goto("/admin");
  await desk.getByRole("link", { name: "Reconciliation" }).click();
  const compare = desk.getByRole("button", { name: "Compare three days now" });
  const finding = desk.getByRole("listitem").filter({ hasText: money });
  // What is not done for as long as somebody waits goes on at the next press.
  await expect(async () => {
    await compare.click();
    await expect(finding).toHaveCount(1);
    await expect(desk.getByText("Stripe and our rows differ")).toBeVisible();
  }).toPass();
  await expect(finding).toContainText("Ours, and unknown to Stripe");
  await expect(finding).toContainText("Left to you");
  await expect(finding).toContainText("Knows nothing of it");
  await expect(finding).toContainText("amountMinor1234");
  await expect(desk.getByRole("region", { name: "The proof" })).toContainText("Different");
  await expectAccessible(desk);
  await desk.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(desk);

  await sql()`delete from payments where stripe_payment_intent_id = ${money}`;
  await expect(async () => {
    await compare.click();
    await expect(desk.getByText(money)).toHaveCount(0);
    await expect(desk.getByRole("region", { name: "Comparisons" })).toBeVisible();
    await expect(desk.getByText("The comparison stopped before its end")).toHaveCount(0);
  }).toPass();
  await desk.context().close();
  await expectInvariants();
});
