import { PLAN_INTERVALS, type PlanInterval, ROLLOVERS, type Rollover } from "@/lib/catalog/plans";
import type { PriceFacts } from "@/lib/stripe/price-facts";

/** What a price of ours promises for one period; money in minor units. */
export type PlanTerms = {
  priceId: string;
  productId: string;
  plan: string;
  interval: PlanInterval;
  currency: string;
  amountMinor: number;
  credits: number;
  rollover: Rollover;
  trialCredits: number;
};

/**
 * The terms that stand on a price, or null when it is not of a plan of ours. They are taken from the price and not
 * from the code: a plan that changed, or is no longer sold, goes on as it was bought.
 */
export function toPlanTerms(price: PriceFacts): PlanTerms | null {
  const { promise, amountMinor, intervalCount, currency, id: priceId, productId } = price;
  const interval = PLAN_INTERVALS.find((known) => known === price.interval);
  const rollover = ROLLOVERS.find((known) => known === promise?.rollover);
  if (!promise || !interval || !rollover || intervalCount !== 1 || amountMinor === null) return null;
  const { planId: plan, credits, trialCredits } = promise;
  return { priceId, productId, plan, interval, currency, amountMinor, credits, rollover, trialCredits };
}
