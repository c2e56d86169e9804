import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll, type LOCALES, THEMES } from "./look";
import { prefer } from "./person";

/** Each language, theme and width once: what is wrong with one of them shows, in half the time of all together. */
const READERS = [
  { locale: "zh", colorScheme: "dark", width: 390 },
  { locale: "en", colorScheme: "light", width: 1280 },
] as const;

/** The page on screen can be read by everybody. Afterwards it is as most tests have it: in English, light and wide. */
export async function expectGoodLooks(page: Page): Promise<void> {
  for (const { locale, colorScheme, width } of READERS) {
    await prefer(page, locale, "usd");
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await page.reload();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }
}

/** The same in each theme and width, in one language: for pages where a mistake moves money. */
export async function expectGoodInEveryLook(page: Page, locale: (typeof LOCALES)[number]): Promise<void> {
  await prefer(page, locale, "usd");
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme });
    // Loaded anew for each theme, so that no colour is still on its way from the one to the other.
    await page.reload();
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
  }
}
