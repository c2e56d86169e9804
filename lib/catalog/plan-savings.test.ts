import { describe, expect, it } from "vitest";
import { CURRENCIES } from "./currencies";
import { planPricePerHundred, savingOfAnyYear, savingOfYear } from "./plan-savings";
import { PLANS, type Plan } from "./plans";

/** A plan whose month and year cost this in US dollars. */
function plan(month: number, year: number): Plan {
  const [some] = PLANS;
  if (!some) throw new Error("no plans");
  return {
    ...some,
    creditsPerMonth: 1000,
    prices: { month: { ...some.prices.month, usd: month }, year: { ...some.prices.year, usd: year } },
  };
}

describe("what a year saves", () => {
  it("is the difference to twelve months, to the cent", () => {
    expect(savingOfYear(plan(2900, 29000), "usd")).toEqual({ amountMinor: 5800, percent: 16 });
  });

  it("is never promised higher than it is: percent are rounded down", () => {
    expect(savingOfYear(plan(1000, 10001), "usd").percent).toBe(16);
    expect(savingOfYear(plan(1000, 11999), "usd")).toEqual({ amountMinor: 1, percent: 0 });
  });

  it("is nothing when a year costs twelve months", () => {
    expect(savingOfYear(plan(1000, 12000), "usd")).toEqual({ amountMinor: 0, percent: 0 });
  });

  it("is said of all plans together only as far as it is true of each", () => {
    expect(savingOfAnyYear("usd", [plan(1000, 6000), plan(1000, 9000), plan(1000, 8000)])).toBe(25);
    for (const currency of CURRENCIES)
      for (const sold of PLANS)
        expect(savingOfYear(sold, currency).percent).toBeGreaterThanOrEqual(savingOfAnyYear(currency));
  });
});

it("a hundred credits of a plan cost their share of the period, rounded half up", () => {
  expect(planPricePerHundred(plan(2900, 29000), "month", "usd")).toBe(290);
  expect(planPricePerHundred(plan(2900, 29000), "year", "usd")).toBe(242);
});
