import { faultOfPrice, isPositiveWhole, type PriceFault } from "./charge-limits";
import { CURRENCIES, type Currency } from "./currencies";
import { PLAN_INTERVALS, PLANS, type Plan, type PlanInterval } from "./plans";

/** Stripe's limit for a trial: two years. */
const TRIAL_DAYS_MAX = 730;
const GRACE_DAYS_MAX = 27;
const MONTHS_OF_A_YEAR = 12;

export type PlanFault = {
  fault:
    | "plans_empty"
    | "duplicate_plan_id"
    | "credits_not_positive"
    | "trial_days_out_of_range"
    | "grace_days_out_of_range"
    | "trial_without_credits"
    | "trial_brings_more_than_a_month"
    | PriceFault
    | "year_dearer_than_twelve_months"
    | "bigger_plan_dearer_per_credit";
  planId: string | null;
  interval: PlanInterval | null;
  currency: Currency | null;
};

/** Everything wrong with the plans, for the start to refuse with all of it at once. None for good ones. */
export function checkPlans(plans: readonly Plan[] = PLANS): PlanFault[] {
  if (plans.length === 0) return [{ fault: "plans_empty", planId: null, interval: null, currency: null }];
  const bySize = plans.toSorted((left, right) => left.creditsPerMonth - right.creditsPerMonth);
  return [
    ...plans.flatMap((plan, index) => faultsOfPlan(plan, plans.slice(0, index))),
    ...bySize.flatMap((plan, index) => faultsOfOrder(plan, bySize[index - 1])),
  ];
}

function faultsOfPlan(plan: Plan, earlier: readonly Plan[]): PlanFault[] {
  const faults: PlanFault[] = faultsOfTerms(plan, earlier).map((fault) => at(plan, fault));
  for (const interval of PLAN_INTERVALS)
    for (const currency of CURRENCIES) {
      const fault = faultOfPrice(plan.prices[interval]?.[currency], currency);
      if (fault) faults.push(at(plan, fault, interval, currency));
    }
  for (const currency of CURRENCIES)
    if (plan.prices.year?.[currency] > MONTHS_OF_A_YEAR * plan.prices.month?.[currency])
      faults.push(at(plan, "year_dearer_than_twelve_months", "year", currency));
  return faults;
}

function faultsOfTerms(plan: Plan, earlier: readonly Plan[]): PlanFault["fault"][] {
  const { creditsPerMonth, trialDays, trialCredits, graceDays } = plan;
  const inRange = Number.isSafeInteger(trialDays) && trialDays >= 0 && trialDays <= TRIAL_DAYS_MAX;
  return [
    ...(earlier.some(({ id }) => id === plan.id) ? (["duplicate_plan_id"] as const) : []),
    ...(isPositiveWhole(creditsPerMonth) ? [] : (["credits_not_positive"] as const)),
    ...(inRange ? [] : (["trial_days_out_of_range"] as const)),
    ...(isGrace(graceDays) ? [] : (["grace_days_out_of_range"] as const)),
    ...(trialDays > 0 === isPositiveWhole(trialCredits) ? [] : (["trial_without_credits"] as const)),
    ...(trialCredits > creditsPerMonth ? (["trial_brings_more_than_a_month"] as const) : []),
  ];
}

/** Grace that is as long as a period would give the plan away. */
function isGrace(days: number): boolean {
  return Number.isSafeInteger(days) && days >= 0 && days <= GRACE_DAYS_MAX;
}

/** More credits for more money per credit is a slip of the pen; equal rates leave no reason for the bigger plan. */
function faultsOfOrder(plan: Plan, smaller: Plan | undefined): PlanFault[] {
  if (!smaller) return [];
  return PLAN_INTERVALS.flatMap((interval) =>
    CURRENCIES.filter((currency) => {
      const [price, less] = [plan.prices[interval]?.[currency], smaller.prices[interval]?.[currency]];
      return price * smaller.creditsPerMonth >= less * plan.creditsPerMonth;
    }).map((currency) => at(plan, "bigger_plan_dearer_per_credit", interval, currency)),
  );
}

function at(
  plan: Plan,
  fault: PlanFault["fault"],
  interval: PlanInterval | null = null,
  currency: Currency | null = null,
): PlanFault {
  return { fault, planId: plan.id, interval, currency };
}
