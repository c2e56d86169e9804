import type { Currency } from "@/lib/catalog/currencies";
import { PACKS } from "@/lib/catalog/packs";
import type { FixedOperation } from "../operation";
import { Catalog } from "../schemas/others";

export const getCatalog: FixedOperation = {
  id: "getCatalog",
  method: "GET",
  path: "/catalog",
  scope: null,
  needsKey: true,
  answer: Catalog,
  problems: [],
  content: () => ({ packs: PACKS.map(toPack) }),
};

function toPack({ id, credits, validityMonths, prices }: (typeof PACKS)[number]) {
  const all = Object.entries(prices) as [Currency, number][];
  return {
    id,
    credits,
    validity_months: validityMonths,
    prices: all.map(([currency, amount]) => ({ currency, amount })),
  };
}
