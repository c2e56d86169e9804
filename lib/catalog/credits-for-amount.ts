import { smallestPack } from "./best-value-pack";
import type { Currency } from "./currencies";
import { PACKS, type Pack } from "./packs";

/**
 * What a payment without an order is worth in credits: those of the pack with exactly that price, else the
 * smallest pack's rate, rounded down. Null when it is worth less than one credit. `amountMinor` is in minor
 * units of the currency.
 */
export function creditsForAmount(
  amountMinor: number,
  currency: Currency,
  packs: readonly Pack[] = PACKS,
): number | null {
  const bought = packs.find((pack) => pack.prices[currency] === amountMinor);
  if (bought) return bought.credits;
  const { credits, prices } = smallestPack(packs);
  // The product can pass 2^53, where a double would round and grant a credit too many.
  const worth = Number((BigInt(amountMinor) * BigInt(credits)) / BigInt(prices[currency]));
  return worth >= 1 ? worth : null;
}
