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

/**
 * The packs on sale, smallest first; in each currency a credit of a bigger pack costs less. Names and
 * descriptions are in the message files, under the pack's id.
 */
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
    prices: { usd: 2000, eur: 2000, cny: 14400, jpy: 3000 },
  },
  {
    id: "studio",
    credits: 2000,
    validityMonths: VALIDITY_MONTHS,
    prices: { usd: 6400, eur: 6400, cny: 45800, jpy: 9600 },
  },
  {
    id: "scale",
    credits: 10000,
    validityMonths: VALIDITY_MONTHS,
    prices: { usd: 29000, eur: 29000, cny: 208000, jpy: 43500 },
  },
];

/** A pack by its id, which may be any text from outside. */
export function findPack(id: string): Pack | null {
  return PACKS.find((pack) => pack.id === id) ?? null;
}

export function isPackId(id: unknown): id is PackId {
  return typeof id === "string" && findPack(id) !== null;
}
