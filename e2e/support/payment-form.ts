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

/** Presses Pay as soon as the form is ready for it. */
export async function pressPay(page: Page): Promise<void> {
  await expect(payButton(page)).toHaveAttribute("aria-disabled", "false");
  await payButton(page).click();
}

/** Types a card and pays with it. */
export async function payWith(page: Page, number: string): Promise<void> {
  await fillCard(page, number);
  await pressPay(page);
}

/** The bank's test page of 3D Secure, in whatever frame it is shown. */
export async function challenge(page: Page): Promise<{ complete: Locator; fail: Locator }> {
  const button = (name: RegExp) => async () => {
    for (const frame of page.frames()) {
      const found = frame.getByRole("button", { name });
      if (await found.isVisible().catch(() => false)) return found;
    }
    return null;
  };
  await expect.poll(async () => (await button(/^complete/i)()) !== null).toBe(true);
  const [complete, fail] = [await button(/^complete/i)(), await button(/^fail/i)()];
  if (!complete || !fail) throw new Error("the challenge lacks a button");
  return { complete, fail };
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
