import { CURRENCIES, type Currency } from "./currencies";
import { creditsPerPeriod, PLAN_INTERVALS, PLANS, type Plan, type PlanInterval } from "./plans";

/** One price of one plan, as it must stand at Stripe; money in minor units, credits for one whole period. */
export type PlanPrice = {
  plan: Plan;
  lookupKey: string;
  interval: PlanInterval;
  currency: Currency;
  amountMinor: number;
  credits: number;
};

/** Every price that the plans have: one for each plan, interval and currency. */
export function planPrices(plans: readonly Plan[] = PLANS): PlanPrice[] {
  return plans.flatMap((plan) =>
    PLAN_INTERVALS.flatMap((interval) => CURRENCIES.map((currency) => toPlanPrice(plan, interval, currency))),
  );
}

/** The name by which a price is found at Stripe, whatever its id there: `topup_pro_month_usd`. */
export function lookupKeyOf(planId: string, interval: PlanInterval, currency: Currency): string {
  return `topup_${planId}_${interval}_${currency}`;
}

function toPlanPrice(plan: Plan, interval: PlanInterval, currency: Currency): PlanPrice {
  return {
    plan,
    lookupKey: lookupKeyOf(plan.id, interval, currency),
    interval,
    currency,
    amountMinor: plan.prices[interval][currency],
    credits: creditsPerPeriod(plan, interval),
  };
}
