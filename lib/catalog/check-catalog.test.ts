import { describe, expect, it } from "vitest";
import { checkCatalog } from "./check-catalog";
import { PACKS, type Pack } from "./packs";

const pack = (change: Partial<Pack> = {}): Pack => ({
  id: "starter",
  credits: 100,
  validityMonths: 12,
  prices: { usd: 500, eur: 500, cny: 3600, jpy: 750 },
  ...change,
});
const prices = pack().prices;

describe("the catalog on sale", () => {
  it("has no fault", () => {
    expect(checkCatalog()).toEqual([]);
  });

  it("has four packs", () => {
    expect(PACKS).toHaveLength(4);
  });
});

describe("a catalog with a fault", () => {
  it.each([
    ["a price of zero", pack({ prices: { ...prices, usd: 0 } }), "price_not_positive", "usd"],
    ["a negative price", pack({ prices: { ...prices, eur: -500 } }), "price_not_positive", "eur"],
    [
      "a price in fractions of a cent",
      pack({ prices: { ...prices, cny: 36.5 } }),
      "price_not_positive",
      "cny",
    ],
    [
      "less than Stripe charges",
      pack({ prices: { ...prices, jpy: 49 } }),
      "price_below_stripe_minimum",
      "jpy",
    ],
    ["more than nine digits", pack({ prices: { ...prices, usd: 1e8 } }), "price_above_stripe_maximum", "usd"],
    ["no credits", pack({ credits: 0 }), "credits_not_positive", null],
    ["half a credit", pack({ credits: 0.5 }), "credits_not_positive", null],
    ["no validity", pack({ validityMonths: 0 }), "validity_not_positive", null],
  ])("%s is named", (_, faulty, fault, currency) => {
    expect(checkCatalog([faulty])).toContainEqual({ fault, packId: "starter", currency });
  });

  it("a currency without a price is named", () => {
    const { jpy: _, ...others } = prices;
    expect(checkCatalog([pack({ prices: others as Pack["prices"] })])).toEqual([
      { fault: "currency_missing", packId: "starter", currency: "jpy" },
    ]);
  });

  it("an id used twice is named", () => {
    expect(checkCatalog([pack(), pack()])).toContainEqual({
      fault: "duplicate_pack_id",
      packId: "starter",
      currency: null,
    });
  });

  it("a bigger pack that is not cheaper per credit is named, in the currency where it is so", () => {
    const bigger = pack({ id: "maker", credits: 200, prices: { usd: 999, eur: 1000, cny: 7000, jpy: 1499 } });
    expect(checkCatalog([bigger, pack()])).toEqual([
      { fault: "bigger_pack_dearer_per_credit", packId: "maker", currency: "eur" },
    ]);
  });

  it("an empty catalog is named", () => {
    expect(checkCatalog([])).toEqual([{ fault: "catalog_empty", packId: null, currency: null }]);
  });
});
