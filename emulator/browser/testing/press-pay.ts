import type { Page } from "@playwright/test";
import { vi } from "vitest";

const WAIT = { timeout: 10_000, interval: 20 };

/**
 * For tests: presses Pay. Just after the form above it changed its height, Chromium sends the pointer's events to
 * the frame that was there before, so the press waits until the button itself feels the pointer.
 */
export async function pressPay(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Pay", exact: true });
  await vi.waitFor(async () => {
    await button.hover();
    if (!(await button.evaluate((element) => element.matches(":hover")))) throw new Error("not felt yet");
  }, WAIT);
  await button.click();
}
