import { expect, type FrameLocator, type Locator, type Page } from "@playwright/test";

/** Stripe's test cards (docs.stripe.com/testing): the same with the emulator and with a real test account. */
export const CARDS = {
  visa: "4242424242424242",
  threeDs: "4000002760003184",
  threeDsThenDeclined: "4000008260003178",
  insufficientFunds: "4000000000009995",
  genericDecline: "4000000000000002",
  lost: "4000000000009987",
} as const;

/** The frame of Stripe's Payment Element; its title and field names are Stripe's. */
export function paymentFrame(page: Page): FrameLocator {
  return page.frameLocator('iframe[title="Secure payment input frame"]');
}

/** A wallet's button in Stripe's Express Checkout Element. */
export function walletButton(page: Page): Locator {
  return page.frameLocator('iframe[title="Secure express checkout frame"]').getByRole("button").first();
}

export function payButton(page: Page): Locator {
  return page.locator('main form button[type="submit"].btn-primary');
}

/** Types a card into Stripe's frame, over whatever was there. */
export async function fillCard(page: Page, number: string): Promise<void> {
  const frame = paymentFrame(page);
  await frame.locator('[name="number"]').fill(number);
  await frame.locator('[name="expiry"]').fill("12 / 34");
  await frame.locator('[name="cvc"]').fill("123");
  const country = frame.locator('[name="country"]');
  if (await country.isVisible()) await country.selectOption("US");
  const postal = frame.locator('[name="postalCode"]');
  if (await postal.isVisible()) await postal.fill("94107");
}

/**
 * Presses Pay as soon as the form is ready for it. Just after a scroll, Chromium sends the pointer's events to the
 * frame that was under it before, so the press waits until the button itself feels the pointer.
 */
export async function pressPay(page: Page): Promise<void> {
  const button = payButton(page);
  await pointAt(button);
  await button.click();
}

/** Moves the pointer to a button that is ready, until the button feels it. */
export async function pointAt(button: Locator): Promise<void> {
  await expect(button).toHaveAttribute("aria-disabled", "false");
  await expect(async () => {
    await button.hover();
    expect(await button.evaluate((element) => element.matches(":hover"))).toBe(true);
  }).toPass();
}

/** Types a card and pays with it. */
export async function payWith(page: Page, number: string): Promise<void> {
  await fillCard(page, number);
  await pressPay(page);
}

/** The bank's test page of 3D Secure, in whatever frame it is shown; the ids are those of Stripe's own page. */
export async function challenge(page: Page): Promise<{ complete: Locator; fail: Locator }> {
  const find = async () => {
    for (const frame of page.frames()) {
      const complete = frame.locator("#test-source-authorize-3ds");
      if (await complete.isVisible().catch(() => false)) return { complete, frame };
    }
    return null;
  };
  await expect.poll(async () => (await find()) !== null).toBe(true);
  const found = await find();
  if (!found) throw new Error("the challenge went away");
  return { complete: found.complete, fail: found.frame.locator("#test-source-fail-3ds") };
}

export async function complete3ds(page: Page): Promise<void> {
  await (await challenge(page)).complete.click();
}

export async function fail3ds(page: Page): Promise<void> {
  await (await challenge(page)).fail.click();
}

/** The refusal above the button, which must have been announced. */
export function refusal(page: Page): Locator {
  return page.locator("main").getByRole("alert");
}
