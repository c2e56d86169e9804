import type Stripe from "stripe";

/**
 * What a price promises, written on the price itself at Stripe. Amount and currency of a price never change there,
 * so credits and rollover must not either: a changed promise is a new price, and who bought the old one keeps it.
 */
export type PricePromise = {
  planId: string;
  credits: number;
  rollover: string;
  trialCredits: number;
};

/** A price in plain values, money in minor units. `promise` is null for a price that is not of a plan of ours. */
export type PriceFacts = {
  id: string;
  productId: string;
  active: boolean;
  lookupKey: string | null;
  currency: string;
  amountMinor: number | null;
  interval: string | null;
  intervalCount: number;
  promise: PricePromise | null;
};

/** The names under which a promise stands in the metadata of its price. */
const KEYS = {
  planId: "topup_plan",
  credits: "topup_credits",
  rollover: "topup_rollover",
  trialCredits: "topup_trial_credits",
} as const;

/** The mark of products and prices of ours; nothing without it is ever changed. */
export const PLAN_MARK = KEYS.planId;

export function toMetadata(promise: PricePromise): Record<string, string> {
  return Object.fromEntries(
    Object.entries(KEYS).map(([name, key]) => [key, String(promise[name as keyof PricePromise])]),
  );
}

function toWhole(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : null;
}

/** Half a promise is none: somebody wrote it by hand, and nothing is granted by a guess. */
function toPromise(metadata: Stripe.Metadata | null | undefined): PricePromise | null {
  const planId = metadata?.[KEYS.planId];
  const rollover = metadata?.[KEYS.rollover];
  const credits = toWhole(metadata?.[KEYS.credits]);
  const trialCredits = toWhole(metadata?.[KEYS.trialCredits]);
  if (!planId || !rollover || !credits || trialCredits === null) return null;
  return { planId, credits, rollover, trialCredits };
}

/** A price's facts, from an answer, a subscription's item or an event. */
export function fromStripePrice(price: Stripe.Price): PriceFacts {
  return {
    id: price.id,
    productId: typeof price.product === "string" ? price.product : price.product.id,
    active: price.active,
    lookupKey: price.lookup_key,
    currency: price.currency,
    amountMinor: price.unit_amount,
    interval: price.recurring?.interval ?? null,
    intervalCount: price.recurring?.interval_count ?? 1,
    promise: toPromise(price.metadata),
  };
}
