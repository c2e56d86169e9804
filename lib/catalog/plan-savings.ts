import { perHundred } from "./best-value-pack";
import type { Currency } from "./currencies";
import { creditsPerPeriod, monthsOf, PLANS, type Plan, type PlanInterval } from "./plans";

/** What one hundred credits of a plan cost, in minor units rounded half up. For display, never for charging. */
export function planPricePerHundred(plan: Plan, interval: PlanInterval, currency: Currency): number {
  return perHundred(plan.prices[interval][currency], creditsPerPeriod(plan, interval));
}

/**
 * How much less a year costs than twelve months of the same plan: in minor units, exactly, and in whole percent
 * rounded down, so that what is promised beside a price is never more than what is given.
 */
export function savingOfYear(plan: Plan, currency: Currency): { amountMinor: number; percent: number } {
  const monthly = plan.prices.month[currency] * monthsOf("year");
  const amountMinor = monthly - plan.prices.year[currency];
  return { amountMinor, percent: Math.floor((100 * amountMinor) / monthly) };
}

/** The percent that a year saves with every plan, whichever is chosen. */
export function savingOfAnyYear(currency: Currency, plans: readonly Plan[] = PLANS): number {
  return Math.min(...plans.map((plan) => savingOfYear(plan, currency).percent));
}
