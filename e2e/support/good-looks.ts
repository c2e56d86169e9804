import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll, LOCALES, THEMES } from "./look";
import { prefer } from "./person";

/** The page on screen is whole in both languages and themes, on a phone and wide; it is in English again afterwards. */
export async function expectGoodLooks(page: Page): Promise<void> {
  const size = page.viewportSize() ?? { width: 1280, height: 800 };
  for (const locale of LOCALES)
    for (const [index, colorScheme] of THEMES.entries()) {
      await prefer(page, locale, "usd");
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: index === 0 ? 390 : 1280, height: 800 });
      await page.reload();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
  await prefer(page, "en", "usd");
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(size);
  await page.reload();
}
