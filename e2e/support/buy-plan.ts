import { randomUUID } from "node:crypto";
import { expect, type Locator, type Page } from "@playwright/test";
import type Stripe from "stripe";
import type { PlanId, PlanInterval } from "@/lib/catalog/plans";
import { stripe } from "@/lib/stripe/client";
import { orderIdOf } from "./test";

/** The button of a plan on the landing page: it buys, or leads somebody who has a plan to theirs. */
export function planButton(page: Page, plan: PlanId): Locator {
  return page.locator(`#plans form:has(input[name="plan"][value="${plan}"]) button`);
}

/** Presses Subscribe on a plan of the landing page. */
export async function pressSubscribe(page: Page, plan: PlanId, interval: PlanInterval = "month") {
  await page.goto(`/?interval=${interval}#plans`);
  await planButton(page, plan).click();
}

/** Subscribes to a plan as somebody who is signed in, as far as the payment form; answers the order's id. */
export async function orderPlan(page: Page, plan: PlanId, interval: PlanInterval = "month"): Promise<string> {
  await pressSubscribe(page, plan, interval);
  await expect(page).toHaveURL(({ pathname }) => /^\/checkout\/[0-9a-f-]{36}$/.test(pathname));
  return orderIdOf(page);
}

/** What a line of the order's summary says, as a wide screen shows it. */
export function summaryLine(page: Page, label: string): Locator {
  const summary = page.getByRole("region", { name: "Your order" });
  return summary.locator("dl > div", { hasText: label }).filter({ visible: true }).locator("dd");
}

/** A promotion code that the shop gives out; no other test uses it. */
export async function promotionCode(
  coupon: Stripe.CouponCreateParams,
  more: Partial<Stripe.PromotionCodeCreateParams> = {},
): Promise<string> {
  const { id } = await stripe().coupons.create(coupon);
  const code = `SPRING${randomUUID().slice(0, 8)}`.toUpperCase();
  await stripe().promotionCodes.create({ promotion: { type: "coupon", coupon: id }, code, ...more });
  return code;
}

/** The shop ends a promotion code in Stripe's dashboard. */
export async function endCode(code: string): Promise<void> {
  for (const { id } of (await stripe().promotionCodes.list({ code })).data)
    await stripe().promotionCodes.update(id, { active: false });
}

/** The line that opens the field for a promotion code. */
export function codeLine(page: Page): Locator {
  return page.locator("summary", { hasText: "Promotion code" });
}

/** Types a promotion code on the checkout page and applies it. */
export async function enterCode(page: Page, code: string): Promise<void> {
  const field = page.locator('input[name="code"]');
  await expect(codeLine(page)).toBeVisible();
  if (!(await field.isVisible())) await codeLine(page).click();
  await field.fill(code);
  await page.getByRole("button", { name: "Apply" }).click();
}
