import type { PlanPrice } from "@/lib/catalog/plan-prices";
import type { PriceFacts, PricePromise } from "@/lib/stripe/price-facts";
import type { ProductFacts } from "@/lib/stripe/products";

/** One thing to do at Stripe, so that the plans there are those of the code. */
export type CatalogChange =
  | { change: "create_product"; productId: string; planId: string; name: string }
  | { change: "update_product"; productId: string; name: string; archived: boolean }
  | { change: "create_price"; lookupKey: string; price: PlanPrice; replaces: string | null }
  | { change: "archive_price"; priceId: string; lookupKey: string | null; planId: string };

/** Something of somebody else that stands where one of ours belongs. It is left alone, and a person must decide. */
export type CatalogConflict =
  | { conflict: "product_id_taken"; productId: string }
  | { conflict: "lookup_key_taken"; lookupKey: string; priceId: string };

/** What is at Stripe: all products, the prices under our keys, and the prices on sale of our products. */
export type CatalogThere = { products: ProductFacts[]; byKey: PriceFacts[]; onSale: PriceFacts[] };

/**
 * The difference between the plans of the code and what is at Stripe, in an order in which it can be done. Pure.
 * A price cannot change its amount at Stripe, so a changed one is a new price, which takes the lookup key over, and
 * the old one goes off sale; whoever subscribed to it goes on paying it. What does not bear our mark is not touched.
 */
export function planCatalogChanges(
  wanted: readonly PlanPrice[],
  there: CatalogThere,
): { changes: CatalogChange[]; conflicts: CatalogConflict[] } {
  const products = [...new Map(wanted.map(({ plan }) => [plan.id, plan])).values()].map((plan) =>
    productChange(plan, there),
  );
  const prices = wanted.map((price) => priceChange(price, there));
  const all = [...products, ...prices].filter((one) => one !== null);
  return {
    changes: [...all.filter((one) => "change" in one), ...archivals(wanted, there)],
    conflicts: all.filter((one) => "conflict" in one),
  };
}

export function productIdOf(planId: string): string {
  return `topup_plan_${planId}`;
}

function productChange(
  plan: PlanPrice["plan"],
  { products }: CatalogThere,
): CatalogChange | CatalogConflict | null {
  const productId = productIdOf(plan.id);
  const found = products.find(({ id }) => id === productId);
  if (!found) return { change: "create_product", productId, planId: plan.id, name: plan.name };
  if (found.planId !== plan.id) return { conflict: "product_id_taken", productId };
  if (found.name === plan.name && found.active) return null;
  return { change: "update_product", productId, name: plan.name, archived: !found.active };
}

function priceChange(price: PlanPrice, { byKey }: CatalogThere): CatalogChange | CatalogConflict | null {
  const { lookupKey } = price;
  const found = byKey.find((one) => one.lookupKey === lookupKey);
  if (found && !found.promise) return { conflict: "lookup_key_taken", lookupKey, priceId: found.id };
  if (found && isSame(found, price)) return null;
  return { change: "create_price", lookupKey, price, replaces: found?.id ?? null };
}

/** Prices of ours that are on sale and are not wanted as they are, whatever key they have or had. */
function archivals(wanted: readonly PlanPrice[], { onSale }: CatalogThere): CatalogChange[] {
  return onSale.flatMap((found) => {
    const price = wanted.find(({ lookupKey }) => lookupKey === found.lookupKey);
    if (!found.promise || (price && isSame(found, price))) return [];
    const { id: priceId, lookupKey, promise } = found;
    return [{ change: "archive_price", priceId, lookupKey, planId: promise.planId } as const];
  });
}

function isSame(found: PriceFacts, price: PlanPrice): boolean {
  const promise = promiseOf(price);
  return (
    found.active &&
    found.productId === productIdOf(price.plan.id) &&
    found.currency === price.currency &&
    found.amountMinor === price.amountMinor &&
    found.interval === price.interval &&
    found.intervalCount === 1 &&
    Object.entries(promise).every(([name, value]) => found.promise?.[name as keyof PricePromise] === value)
  );
}

/** What a price of the code promises. */
export function promiseOf({ plan, credits }: PlanPrice): PricePromise {
  return { planId: plan.id, credits, rollover: plan.rollover, trialCredits: plan.trialCredits };
}
