import { CURRENCIES, type Currency } from "./currencies";
import { PACKS, type Pack } from "./packs";

/**
 * Smallest amount Stripe charges, in minor units. Source: docs.stripe.com/currencies, minimum amounts. It names
 * none for cny, where half a dollar counts; ours is that with a margin.
 */
const CHARGE_MINOR_MIN: Record<Currency, number> = { usd: 50, eur: 50, cny: 400, jpy: 50 };

/** Largest amount every method of ours takes: eight digits. Source: docs.stripe.com/currencies. */
const CHARGE_MINOR_MAX = 99_999_999;

export type CatalogFault = {
  fault:
    | "catalog_empty"
    | "duplicate_pack_id"
    | "credits_not_positive"
    | "validity_not_positive"
    | "currency_missing"
    | "price_not_positive"
    | "price_below_stripe_minimum"
    | "price_above_stripe_maximum"
    | "bigger_pack_dearer_per_credit";
  packId: string | null;
  currency: Currency | null;
};

/** Everything wrong with a catalog, for the start to refuse with all of it at once. None for a good one. */
export function checkCatalog(packs: readonly Pack[] = PACKS): CatalogFault[] {
  if (packs.length === 0) return [{ fault: "catalog_empty", packId: null, currency: null }];
  return [
    ...packs.flatMap((pack, index) => faultsOfPack(pack, packs.slice(0, index))),
    ...CURRENCIES.flatMap((currency) => faultsOfOrder(packs, currency)),
  ];
}

function faultsOfPack(pack: Pack, earlier: readonly Pack[]): CatalogFault[] {
  const faults: CatalogFault[] = [];
  const add = (fault: CatalogFault["fault"], currency: Currency | null = null) =>
    faults.push({ fault, packId: pack.id, currency });
  if (earlier.some((other) => other.id === pack.id)) add("duplicate_pack_id");
  if (!isPositiveWhole(pack.credits)) add("credits_not_positive");
  if (!isPositiveWhole(pack.validityMonths)) add("validity_not_positive");
  for (const currency of CURRENCIES) {
    const fault = faultOfPrice(pack.prices[currency], currency);
    if (fault) add(fault, currency);
  }
  return faults;
}

function faultOfPrice(price: number | undefined, currency: Currency): CatalogFault["fault"] | null {
  if (price === undefined) return "currency_missing";
  if (!isPositiveWhole(price)) return "price_not_positive";
  if (price < CHARGE_MINOR_MIN[currency]) return "price_below_stripe_minimum";
  if (price > CHARGE_MINOR_MAX) return "price_above_stripe_maximum";
  return null;
}

/** More credits for more money per credit is a slip of the pen; equal rates leave no single best value. */
function faultsOfOrder(packs: readonly Pack[], currency: Currency): CatalogFault[] {
  const priced = packs.filter((pack) => pack.prices[currency] > 0 && pack.credits > 0);
  const bySize = priced.toSorted((left, right) => left.credits - right.credits);
  return bySize.flatMap((pack, index) => {
    const smaller = bySize[index - 1];
    if (!smaller || pack.prices[currency] * smaller.credits < smaller.prices[currency] * pack.credits)
      return [];
    return [{ fault: "bigger_pack_dearer_per_credit" as const, packId: pack.id, currency }];
  });
}

function isPositiveWhole(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}
