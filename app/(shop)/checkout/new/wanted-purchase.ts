import { isCurrency } from "@/lib/catalog/currencies";
import { findPack } from "@/lib/catalog/packs";
import type { CreateOrderRefusal } from "@/lib/checkout/refusals";

export type Search = Record<string, string | string[] | undefined>;

export type WantedPurchase = { pack: string; currency: string };

const NAME_LENGTH_MAX = 40;

/** What the address says was chosen; whether it is on sale is asked afterwards. */
export function wantedPurchase(search: Search): WantedPurchase {
  return { pack: nameOf(search.pack), currency: nameOf(search.currency) };
}

/** Why this cannot be bought: known at once, or said by the order that was just tried. */
export function refusedPurchase(search: Search, wanted: WantedPurchase): CreateOrderRefusal | null {
  if (findPack(wanted.pack) === null) return "unknown_pack";
  if (!isCurrency(wanted.currency)) return "unknown_currency";
  return search.refused === "too_many_open_orders" ? "too_many_open_orders" : null;
}

function nameOf(value: string | string[] | undefined): string {
  return typeof value === "string" ? value.slice(0, NAME_LENGTH_MAX) : "";
}
