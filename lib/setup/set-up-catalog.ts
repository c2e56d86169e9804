import { type PlanPrice, planPrices } from "@/lib/catalog/plan-prices";
import { newId } from "@/lib/platform/ids";
import { archivePrice, createPrice, listPricesByKey, listPricesOfProduct } from "@/lib/stripe/prices";
import { createProduct, listProducts, updateProduct } from "@/lib/stripe/products";
import type { StripeAnswer, StripeTrouble } from "@/lib/stripe/trouble";
import {
  type CatalogChange,
  type CatalogConflict,
  type CatalogThere,
  planCatalogChanges,
  productIdOf,
  promiseOf,
} from "./plan-catalog-changes";

/** What was found and done. `done` of the `changes` are made, in their order; `trouble` is what stopped the rest. */
export type CatalogSetUp = {
  changes: CatalogChange[];
  conflicts: CatalogConflict[];
  done: number;
  trouble: StripeTrouble | null;
};

/**
 * Makes the plans of the code stand at Stripe as products and prices, found by lookup key. Running it again, or two
 * of it at once, changes nothing more: what is made has a key of ours, and what is there is read first. With
 * `dryRun` nothing is written. Where something of somebody else is in the way, that one thing is left undone.
 */
export async function setUpCatalog({
  dryRun = false,
  wanted = planPrices(),
}: {
  dryRun?: boolean;
  wanted?: readonly PlanPrice[];
} = {}): Promise<CatalogSetUp> {
  const there = await readCatalog(wanted);
  if (!there.ok) return { changes: [], conflicts: [], done: 0, trouble: there.trouble };
  const { changes, conflicts } = planCatalogChanges(wanted, there.value);
  if (dryRun) return { changes, conflicts, done: 0, trouble: null };
  const run = newId();
  for (const [done, change] of changes.entries()) {
    const answer = await make(change, run);
    if (!answer.ok) return { changes, conflicts, done, trouble: answer.trouble };
  }
  return { changes, conflicts, done: changes.length, trouble: null };
}

async function readCatalog(wanted: readonly PlanPrice[]): Promise<StripeAnswer<CatalogThere>> {
  const products = await listProducts();
  if (!products.ok) return products;
  const byKey = await listPricesByKey(wanted.map(({ lookupKey }) => lookupKey));
  if (!byKey.ok) return byKey;
  const onSale: CatalogThere["onSale"] = [];
  for (const { id } of products.value.filter(({ planId }) => planId !== null)) {
    const prices = await listPricesOfProduct(id);
    if (!prices.ok) return prices;
    onSale.push(...prices.value);
  }
  return { ok: true, value: { products: products.value, byKey: byKey.value, onSale } };
}

/**
 * Keys of what is made name the thing, so that two runs make it once. Keys of what is changed name the run: Stripe
 * would answer a change, its undoing and the same change again, all within a day, with the first answer.
 */
function make(change: CatalogChange, run: string): Promise<StripeAnswer<unknown>> {
  switch (change.change) {
    case "create_product":
      return createProduct(change.productId, change.planId, change.name, `setup:product:${change.productId}`);
    case "update_product":
      return updateProduct(change.productId, change.name, `setup:${run}:${change.productId}`);
    case "create_price":
      return makePrice(change.price, change.replaces);
    case "archive_price":
      return archivePrice(change.priceId, `setup:${run}:${change.priceId}`);
  }
}

/** The price that is replaced is in the key: going back to an old amount is another price than the first time. */
function makePrice(price: PlanPrice, replaces: string | null) {
  const { lookupKey, currency, amountMinor, interval, plan } = price;
  const promise = promiseOf(price);
  const content = [amountMinor, ...Object.values(promise)].join(":");
  return createPrice(
    { productId: productIdOf(plan.id), lookupKey, currency, amountMinor, interval, promise },
    `setup:price:${lookupKey}:${content}:${replaces ?? "first"}`,
  );
}
