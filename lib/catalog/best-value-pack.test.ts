import { describe, expect, it } from "vitest";
import { bestValuePack, pricePerHundred, savingPercent } from "./best-value-pack";
import { CURRENCIES } from "./currencies";
import { findPack, isPackId, PACKS, type Pack } from "./packs";

const pack = (id: Pack["id"], credits: number, usd: number): Pack => ({
  id,
  credits,
  validityMonths: 12,
  prices: { usd, eur: usd, cny: usd, jpy: usd },
});

describe("the best value", () => {
  it.each(CURRENCIES)("is the same one pack in %s, with a real saving", (currency) => {
    const best = bestValuePack(currency);
    expect(best.pack.id).toBe("scale");
    expect(best.savingPercent).toBeGreaterThanOrEqual(40);
    const rates = PACKS.map((each) => each.prices[currency] / each.credits);
    expect(rates.filter((rate) => rate === Math.min(...rates))).toHaveLength(1);
  });

  it("is rounded down: 33.3 percent is promised as 33", () => {
    expect(savingPercent(pack("maker", 300, 200), "usd", [pack("starter", 100, 100)])).toBe(33);
  });

  it("of equal rates is the smaller pack, and saves nothing", () => {
    const packs = [pack("starter", 100, 100), pack("maker", 200, 200)];
    expect(bestValuePack("usd", packs)).toEqual({ pack: packs[0], savingPercent: 0 });
  });
});

describe("the price of a hundred credits", () => {
  it.each([
    [200, 5, 3],
    [200, 4, 2],
    [300, 1, 0],
    [300, 2, 1],
    [100, 750, 750],
  ])("%d credits for %d: %d, halves rounded up", (credits, price, expected) => {
    expect(pricePerHundred(pack("maker", credits, price), "jpy")).toBe(expected);
  });
});

describe("finding a pack", () => {
  it("finds each by its id, and nothing by another text", () => {
    expect(PACKS.map(({ id }) => findPack(id))).toEqual(PACKS);
    expect(["", "STARTER", "toString", "__proto__"].map(findPack)).toEqual([null, null, null, null]);
    expect([isPackId("starter"), isPackId("huge"), isPackId(null), isPackId(["starter"])]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
