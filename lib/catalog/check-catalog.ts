import { faultOfPrice, isPositiveWhole, type PriceFault } from "./charge-limits";
import { CURRENCIES, type Currency } from "./currencies";
import { PACKS, type Pack } from "./packs";

export type CatalogFault = {
  fault:
    | "catalog_empty"
    | "duplicate_pack_id"
    | "credits_not_positive"
    | "validity_not_positive"
    | PriceFault
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
