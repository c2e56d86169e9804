import { expect, type Page } from "@playwright/test";
import { orderIdOf } from "./test";

export type PackName = "starter" | "maker" | "studio" | "scale";

/** Presses Buy on a pack of the landing page. */
export async function pressBuy(page: Page, pack: PackName): Promise<void> {
  await page.goto("/");
  await page.locator(`#packs form:has(input[name="pack"][value="${pack}"]) button`).click();
}

/** Buys a pack as somebody who is signed in, as far as the payment form; answers the order's id. */
export async function buyPack(page: Page, pack: PackName = "maker"): Promise<string> {
  await pressBuy(page, pack);
  await expect(page).toHaveURL(/\/checkout\/[0-9a-f-]{36}$/);
  return orderIdOf(page);
}
