import type { Currency } from "./currencies";

export type PlanId = "starter" | "pro" | "scale";

/** How often a plan is paid for, and so how often it brings credits. */
export const PLAN_INTERVALS = ["month", "year"] as const;
export type PlanInterval = (typeof PLAN_INTERVALS)[number];

/**
 * What becomes of a period's credits that are left when it ends. `none` they expire with it; `capped` they are
 * good for one more period, so at most two periods' worth ever lie beside each other; `all` they never expire.
 */
export const ROLLOVERS = ["none", "capped", "all"] as const;
export type Rollover = (typeof ROLLOVERS)[number];

/**
 * Something sold every period. `creditsPerMonth` are whole; a year brings twelve times as many, at its start.
 * `prices` are in minor units, for one period. A trial of `trialDays` brings `trialCredits`, once.
 *
 * `graceDays` is for how long a plan goes on whose renewal could not be collected, counted from when that was due. It
 * keeps the plan and brings no credits: those come with the money (docs/decisions/0036).
 */
export type Plan = {
  id: PlanId;
  name: string;
  creditsPerMonth: number;
  rollover: Rollover;
  trialDays: number;
  trialCredits: number;
  graceDays: number;
  /** Whether who pays monthly may skip renewals. A year is paid in one piece; there is nothing to skip. */
  pausable: boolean;
  prices: Record<PlanInterval, Record<Currency, number>>;
};

/**
 * The plans, smallest first; in each currency a credit of a bigger plan costs less, and a year costs less than
 * twelve months. `name` is what Stripe prints on invoices; pages have their own words, under the plan's id.
 */
export const PLANS: readonly Plan[] = [
  {
    id: "starter",
    name: "Starter",
    creditsPerMonth: 250,
    rollover: "none",
    trialDays: 0,
    trialCredits: 0,
    graceDays: 3,
    pausable: false,
    prices: {
      month: { usd: 900, eur: 900, cny: 6400, jpy: 1350 },
      year: { usd: 9000, eur: 9000, cny: 64000, jpy: 13500 },
    },
  },
  {
    id: "pro",
    name: "Pro",
    creditsPerMonth: 1000,
    rollover: "capped",
    trialDays: 7,
    trialCredits: 100,
    graceDays: 7,
    pausable: true,
    prices: {
      month: { usd: 2900, eur: 2900, cny: 20800, jpy: 4350 },
      year: { usd: 29000, eur: 29000, cny: 208000, jpy: 43500 },
    },
  },
  {
    id: "scale",
    name: "Scale",
    creditsPerMonth: 4000,
    rollover: "all",
    trialDays: 0,
    trialCredits: 0,
    graceDays: 14,
    pausable: true,
    prices: {
      month: { usd: 9900, eur: 9900, cny: 71000, jpy: 14850 },
      year: { usd: 99000, eur: 99000, cny: 710000, jpy: 148500 },
    },
  },
];

/** A plan by its id, which may be any text from outside. */
export function findPlan(id: string): Plan | null {
  return PLANS.find((plan) => plan.id === id) ?? null;
}

export function isPlanInterval(text: unknown): text is PlanInterval {
  return PLAN_INTERVALS.some((interval) => interval === text);
}

const MONTHS_OF: Record<PlanInterval, number> = { month: 1, year: 12 };

/** How many months a period has. */
export function monthsOf(interval: PlanInterval): number {
  return MONTHS_OF[interval];
}

/** What one whole period of a plan brings. */
export function creditsPerPeriod(plan: Pick<Plan, "creditsPerMonth">, interval: PlanInterval): number {
  return plan.creditsPerMonth * MONTHS_OF[interval];
}

/** For a plan that is no longer sold; who has it was promised no less. */
const GRACE_DAYS_OTHERWISE = 7;

/** For how many days a plan goes on that could not be renewed. */
export function graceDaysOf(planId: string): number {
  return PLANS.find(({ id }) => id === planId)?.graceDays ?? GRACE_DAYS_OTHERWISE;
}
