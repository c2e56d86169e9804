import { isCurrency } from "./currencies";
import { PACKS, type Pack } from "./packs";

/** The pack on sale at exactly this price, in minor units of the currency; null when there is none. */
export function findPackOfPrice(amountMinor: number, currency: string): Pack | null {
  if (!isCurrency(currency)) return null;
  return PACKS.find(({ prices }) => prices[currency] === amountMinor) ?? null;
}
