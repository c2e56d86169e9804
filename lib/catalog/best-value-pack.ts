import type { Currency } from "./currencies";
import { PACKS, type Pack } from "./packs";

/** What one hundred credits of a pack cost, in minor units rounded half up. For display, never for charging. */
export function pricePerHundred(pack: Pack, currency: Currency): number {
  return perHundred(pack.prices[currency], pack.credits);
}

/** What one hundred of these credits cost, in minor units rounded half up. For display, never for charging. */
export function perHundred(amountMinor: number, credits: number): number {
  return Math.floor((200 * amountMinor + credits) / (2 * credits));
}

/**
 * How much less a credit of this pack costs than one of the smallest pack, in whole percent rounded down: what
 * is promised beside a price is never more than what is given.
 */
export function savingPercent(pack: Pack, currency: Currency, packs: readonly Pack[] = PACKS): number {
  const smallest = smallestPack(packs);
  const paid = pack.prices[currency] * smallest.credits;
  const paidAtSmallest = smallest.prices[currency] * pack.credits;
  return Math.floor((100 * (paidAtSmallest - paid)) / paidAtSmallest);
}

/** The one pack with the cheapest credit in a currency, and its saving. Of equals, the smaller pack. */
export function bestValuePack(
  currency: Currency,
  packs: readonly Pack[] = PACKS,
): { pack: Pack; savingPercent: number } {
  const pack = packs.reduce((best, next) => {
    const isCheaper = next.prices[currency] * best.credits < best.prices[currency] * next.credits;
    return isCheaper ? next : best;
  });
  return { pack, savingPercent: savingPercent(pack, currency, packs) };
}

/** The pack with the fewest credits, whose rate others are compared with. */
export function smallestPack(packs: readonly Pack[] = PACKS): Pack {
  return packs.reduce((smallest, pack) => (pack.credits < smallest.credits ? pack : smallest));
}
