import type { Currency } from "./currencies";

export type PackId = "starter" | "maker" | "studio" | "scale";

/** Something sold once. `prices` are in minor units of each currency; `credits` are whole. */
export type Pack = {
  id: PackId;
  credits: number;
  validityMonths: number;
  prices: Record<Currency, number>;
};

const VALIDITY_MONTHS = 12;

/** The packs on sale, smallest first. Names and descriptions are in the message files, under the pack's id. */
export const PACKS: readonly Pack[] = [
  {
    id: "starter",
    credits: 100,
    validityMonths: VALIDITY_MONTHS,
    prices: { usd: 500, eur: 500, cny: 3600, jpy: 750 },
  },
  {
    id: "maker",
    credits: 500,
    validityMonths: VALIDITY_MONTHS,
    prices: { usd: 2000, eur: 1900, cny: 14500, jpy: 3000 },
  },
  {
    id: "studio",
    credits: 2000,
    validityMonths: VALIDITY_MONTHS,
    prices: { usd: 6400, eur: 5900, cny: 45800, jpy: 9600 },
  },
  {
    id: "scale",
    credits: 10000,
    validityMonths: VALIDITY_MONTHS,
    prices: { usd: 29000, eur: 26900, cny: 208000, jpy: 43500 },
  },
];
