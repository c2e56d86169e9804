import type { OrderDiscount } from "@/db/schema/orders";
import { monthsOf, type PlanInterval } from "@/lib/catalog/plans";

/** What decides the amounts of an order of a plan. `amountMinor` is the price of one period. */
export type PricedPlan = {
  amountMinor: number;
  interval: PlanInterval;
  trialDays: number;
  discount: OrderDiscount | null;
};

/**
 * What a plan costs today and at its next charge, in minor units. A trial costs nothing today, and a discount that
 * holds once is not used up by nothing: it is taken off the first charge after the trial. Pure. Stripe's own invoice
 * has the last word before anything is charged; this is what the person is shown until then.
 */
export function amountsOfPlan(plan: PricedPlan): { dueMinor: number; renewalMinor: number } {
  const { amountMinor, trialDays } = plan;
  const discounted = amountMinor - amountOff(plan);
  if (trialDays > 0) return { dueMinor: 0, renewalMinor: discounted };
  return { dueMinor: discounted, renewalMinor: lastsIntoSecondPeriod(plan) ? discounted : amountMinor };
}

function amountOff({ amountMinor, discount }: PricedPlan): number {
  if (!discount) return 0;
  if (discount.percentOff !== null) return Math.round((amountMinor * discount.percentOff) / 100);
  return Math.min(discount.amountOffMinor ?? 0, amountMinor);
}

/** A discount of three months ends before a yearly plan is renewed. */
function lastsIntoSecondPeriod({ discount, interval }: PricedPlan): boolean {
  if (discount?.duration === "repeating") return (discount.durationMonths ?? 0) > monthsOf(interval);
  return discount?.duration === "forever";
}
