import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { fromStripePrice, type PriceFacts, type PricePromise, toMetadata } from "./price-facts";
import type { StripeAnswer } from "./trouble";

/** A price to be made: what one period costs, in minor units, and what it promises. */
export type PriceRequest = {
  productId: string;
  lookupKey: string;
  currency: string;
  amountMinor: number;
  interval: "month" | "year";
  promise: PricePromise;
};

/** Stripe takes so many lookup keys in one question. Source: docs.stripe.com/api/prices/list. */
const LOOKUP_KEYS_MAX = 10;

/** The prices that bear these lookup keys now, archived ones too. */
export function listPricesByKey(lookupKeys: readonly string[]): Promise<StripeAnswer<PriceFacts[]>> {
  return askStripe("prices.list", async () => {
    const found: PriceFacts[] = [];
    for (let from = 0; from < lookupKeys.length; from += LOOKUP_KEYS_MAX) {
      const keys = lookupKeys.slice(from, from + LOOKUP_KEYS_MAX);
      for await (const price of stripe().prices.list({ lookup_keys: keys, limit: 100 }))
        found.push(fromStripePrice(price));
    }
    return found;
  });
}

/** All prices of a product that can still be bought, ours and others. */
export function listPricesOfProduct(productId: string): Promise<StripeAnswer<PriceFacts[]>> {
  return askStripe("prices.list", async () => {
    const found: PriceFacts[] = [];
    for await (const price of stripe().prices.list({ product: productId, active: true, limit: 100 }))
      found.push(fromStripePrice(price));
    return found;
  });
}

/** Makes a price under its lookup key, taking the key from the price that has it. */
export function createPrice(request: PriceRequest, key: string): Promise<StripeAnswer<PriceFacts>> {
  return askStripe("prices.create", async () => {
    const price = await stripe().prices.create(
      {
        product: request.productId,
        currency: request.currency,
        unit_amount: request.amountMinor,
        recurring: { interval: request.interval },
        lookup_key: request.lookupKey,
        transfer_lookup_key: true,
        metadata: toMetadata(request.promise),
      },
      { idempotencyKey: key },
    );
    return fromStripePrice(price);
  });
}

/** Takes a price out of sale. Who subscribed to it goes on paying it. */
export function archivePrice(id: string, key: string): Promise<StripeAnswer<PriceFacts>> {
  return askStripe("prices.update", async () =>
    fromStripePrice(await stripe().prices.update(id, { active: false }, { idempotencyKey: key })),
  );
}

/** A price as Stripe has it now. */
export function retrievePrice(id: string): Promise<StripeAnswer<PriceFacts>> {
  return askStripe("prices.retrieve", async () => fromStripePrice(await stripe().prices.retrieve(id)));
}
