import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";

export const LOCALES = ["en", "zh"] as const;
export const THEMES = ["light", "dark"] as const;

/** A browser of somebody who reads this language and likes this theme. */
export function readerOf(
  browser: Browser,
  locale: (typeof LOCALES)[number],
  colorScheme: (typeof THEMES)[number],
): Promise<BrowserContext> {
  return browser.newContext({ locale: locale === "zh" ? "zh-CN" : "en-US", colorScheme });
}

/**
 * No rule of WCAG A or AA that can be checked by a machine is broken. Frames are left out: they are Stripe's, and
 * through their see-through background axe takes what is behind them for white. So there is nothing to put together
 * from several frames either, which would take a page of its own and twice the time; "legacy" is axe's word for that.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .exclude("iframe")
    .setLegacyMode()
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  expect(told).toEqual([]);
}

/** Nothing reaches beyond the screen's right edge. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(beyond, "pixels beyond the right edge").toBeLessThanOrEqual(0);
}
