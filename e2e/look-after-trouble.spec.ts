import { newId } from "@/lib/platform/ids";
import { stripe } from "@/lib/stripe/client";
import { signUpByClock } from "./support/clock";
import { expectInvariants, storedEventState, storeFailedEvent } from "./support/facts";
import { expectAccessible, expectNoSidewaysScroll } from "./support/look";
import { officeOf } from "./support/office";
import { prefer, signUp } from "./support/person";
import { payBy, priceOf, subscribeAside } from "./support/plans";
import { expect, test } from "./support/test";

/** Within the longest delay between two tries; what is put off for longer was so by a wrong clock, and runs at once. */
const NOT_DUE_YET_MS = 3 * 3_600_000;

test("nobody but an operator finds the operators' pages", async ({ page, complaints }) => {
  complaints.expect(/status of 404/);
  await prefer(page, "en", "usd");
  const paths = ["/admin", "/admin/payments", "/admin/payments/pi_1", "/admin/payments/pi_1/refund?amount=1"];
  for (const path of paths) expect((await page.goto(path))?.status()).toBe(404);
  await signUp(page);
  for (const path of paths) expect((await page.goto(path))?.status()).toBe(404);
  await expect(page.getByText("Needs a look")).toHaveCount(0);
});

test("an operator sees a second subscription that a hand made at Stripe, and what to do about it", async ({
  page,
  browser,
  complaints,
}) => {
  const person = await signUpByClock(page);
  await subscribeAside(person, { plan: "pro" });
  const second = await stripe().subscriptions.create({
    ...{ customer: person.customerId, items: [{ price: (await priceOf({ plan: "scale" })).id }] },
    default_payment_method: await payBy(person),
  });
  const event = `evt_${newId().replaceAll("-", "")}`;
  await storeFailedEvent(event, new Date(Date.now() + NOT_DUE_YET_MS));

  const desk = await officeOf(browser, complaints);
  await desk.goto("/dashboard");
  await desk.getByRole("link", { name: "Operators" }).click();
  await expect(desk).toHaveURL("/admin");
  await expect(async () => {
    await desk.reload();
    expect(await desk.getByText(second.id, { exact: true }).count()).toBe(1);
  }).toPass();
  const section = desk.getByRole("region", { name: "A second subscription of one person" });
  await expect(section).toContainText(person.email);
  await expect(section).toContainText("$99.00");
  await expect(section).toContainText("Cancel the other at Stripe");

  for (const [locale, theme, width] of [
    ["en", "light", 390],
    ["zh", "dark", 1280],
  ] as const) {
    await prefer(desk, locale, "usd");
    await desk.emulateMedia({ colorScheme: theme });
    await desk.setViewportSize({ width, height: 800 });
    await desk.reload();
    await expectAccessible(desk);
    await expectNoSidewaysScroll(desk);
  }

  await prefer(desk, "en", "usd");
  await desk.reload();
  await desk.getByRole("button", { name: `Run event ${event} again` }).click();
  await expect(desk.getByText("it needs nothing from us")).toBeVisible();
  expect(await storedEventState(event)).toBe("ignored");
  await stripe().subscriptions.cancel(second.id);
  await expect(async () => {
    await desk.goto("/admin");
    await expect(desk.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await desk.getByText(second.id, { exact: true }).count()).toBe(0);
    expect(await desk.getByText(event, { exact: true }).count()).toBe(0);
  }).toPass();
  await desk.context().close();
  await expectInvariants();
});
