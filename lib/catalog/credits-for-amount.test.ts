import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { creditsForAmount } from "./credits-for-amount";
import { CURRENCIES } from "./currencies";
import { PACKS } from "./packs";

describe("what a payment without an order is worth", () => {
  it("is the pack's credits when the amount is exactly a pack's price", () => {
    for (const pack of PACKS)
      for (const currency of CURRENCIES)
        expect(creditsForAmount(pack.prices[currency], currency)).toBe(pack.credits);
  });

  it.each([
    [1000, "usd", 200],
    [1999, "usd", 399],
    [2001, "usd", 400],
    [5, "usd", 1],
    [4, "usd", null],
    [35, "cny", null],
    [36, "cny", 1],
    [8, "jpy", 1],
    [7, "jpy", null],
    [0, "eur", null],
  ] as const)("%d %s by the smallest pack's rate, rounded down: %s", (amount, currency, credits) => {
    expect(creditsForAmount(amount, currency)).toBe(credits);
  });

  it("is exact where doubles are not", () => {
    expect(creditsForAmount(Number.MAX_SAFE_INTEGER, "usd")).toBe(1_801_439_850_948_198);
  });

  it("gives no credit away and keeps none back, for any amount", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999_999 }),
        fc.constantFrom(...CURRENCIES),
        (amount, currency) => {
          const [smallest] = PACKS;
          if (!smallest || PACKS.some((pack) => pack.prices[currency] === amount)) return;
          const credits = creditsForAmount(amount, currency) ?? 0;
          expect(credits * smallest.prices[currency]).toBeLessThanOrEqual(amount * smallest.credits);
          expect((credits + 1) * smallest.prices[currency]).toBeGreaterThan(amount * smallest.credits);
        },
      ),
    );
  });
});
