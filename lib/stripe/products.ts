import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { PLAN_MARK } from "./price-facts";
import type { StripeAnswer } from "./trouble";

/** A product in plain values. `planId` is null for one that is not ours. */
export type ProductFacts = { id: string; name: string; active: boolean; planId: string | null };

type StripeProduct = { id: string; name: string; active: boolean; metadata: Record<string, string> };

function fromStripeProduct({ id, name, active, metadata }: StripeProduct): ProductFacts {
  return { id, name, active, planId: metadata[PLAN_MARK] ?? null };
}

/** All products of the account, ours and others. */
export function listProducts(): Promise<StripeAnswer<ProductFacts[]>> {
  return askStripe("products.list", async () => {
    const found: ProductFacts[] = [];
    for await (const product of stripe().products.list({ limit: 100 }))
      found.push(fromStripeProduct(product));
    return found;
  });
}

/**
 * Makes the product of a plan. Its id is ours too, so that two set-ups at once, or one whose answer was lost a week
 * ago, cannot make two.
 */
export function createProduct(
  id: string,
  planId: string,
  name: string,
  key: string,
): Promise<StripeAnswer<ProductFacts>> {
  return askStripe("products.create", async () =>
    fromStripeProduct(
      await stripe().products.create(
        { id, name, metadata: { [PLAN_MARK]: planId } },
        { idempotencyKey: key },
      ),
    ),
  );
}

/** Gives a product of ours its name and puts it on sale again. */
export function updateProduct(id: string, name: string, key: string): Promise<StripeAnswer<ProductFacts>> {
  return askStripe("products.update", async () =>
    fromStripeProduct(await stripe().products.update(id, { name, active: true }, { idempotencyKey: key })),
  );
}
