import { describe, expect, it } from "vitest";
import { checkPlans } from "./check-plans";
import { creditsPerPeriod, PLANS, type Plan } from "./plans";

const month = { usd: 1000, eur: 1000, cny: 7000, jpy: 1500 };
const year = { usd: 10000, eur: 10000, cny: 70000, jpy: 15000 };

function plan(change: Partial<Plan> = {}): Plan {
  return {
    ...{ id: "starter", name: "Starter", creditsPerMonth: 100, rollover: "none" },
    ...{ trialDays: 0, trialCredits: 0, graceDays: 3, pausable: true, prices: { month, year } },
    ...change,
  };
}

describe("the plans", () => {
  it("have no fault", () => {
    expect(checkPlans()).toEqual([]);
  });

  it("are three, each with another rule for what is left of a period", () => {
    expect(PLANS.map(({ id, rollover }) => [id, rollover])).toEqual([
      ["starter", "none"],
      ["pro", "capped"],
      ["scale", "all"],
    ]);
  });

  it("bring twelve times a month's credits for a year", () => {
    expect(creditsPerPeriod(plan(), "month")).toBe(100);
    expect(creditsPerPeriod(plan(), "year")).toBe(1200);
  });
});

describe("a plan with a fault", () => {
  it.each([
    ["no credits", plan({ creditsPerMonth: 0 }), "credits_not_positive", null, null],
    ["half a credit", plan({ creditsPerMonth: 0.5 }), "credits_not_positive", null, null],
    [
      "a trial of half a day",
      plan({ trialDays: 0.5, trialCredits: 1 }),
      "trial_days_out_of_range",
      null,
      null,
    ],
    [
      "a trial of three years",
      plan({ trialDays: 1095, trialCredits: 1 }),
      "trial_days_out_of_range",
      null,
      null,
    ],
    ["a grace as long as a month", plan({ graceDays: 28 }), "grace_days_out_of_range", null, null],
    ["a trial with nothing to try", plan({ trialDays: 7 }), "trial_without_credits", null, null],
    ["credits of a trial it does not have", plan({ trialCredits: 5 }), "trial_without_credits", null, null],
    [
      "a trial worth more than a month",
      plan({ trialDays: 7, trialCredits: 101 }),
      "trial_brings_more_than_a_month",
      null,
      null,
    ],
    [
      "a price of zero",
      plan({ prices: { month: { ...month, usd: 0 }, year } }),
      "price_not_positive",
      "month",
      "usd",
    ],
    [
      "less than Stripe charges",
      plan({ prices: { month: { ...month, jpy: 49 }, year } }),
      "price_below_stripe_minimum",
      "month",
      "jpy",
    ],
    [
      "a year for more than twelve months",
      plan({ prices: { month, year: { ...year, eur: 12001 } } }),
      "year_dearer_than_twelve_months",
      "year",
      "eur",
    ],
  ])("is noticed: %s", (_name, faulty, fault, interval, currency) => {
    expect(checkPlans([faulty])).toContainEqual({ fault, planId: "starter", interval, currency });
  });

  it("is noticed: two of one id", () => {
    expect(checkPlans([plan(), plan({ creditsPerMonth: 1000 })])).toContainEqual({
      ...{ fault: "duplicate_plan_id", planId: "starter", interval: null, currency: null },
    });
  });

  it("is noticed: a bigger one that costs as much for a credit", () => {
    const bigger = plan({
      id: "pro",
      creditsPerMonth: 200,
      prices: { month: { usd: 2000, eur: 1900, cny: 13000, jpy: 2900 }, year },
    });
    expect(checkPlans([bigger, plan()])).toEqual([
      { fault: "bigger_plan_dearer_per_credit", planId: "pro", interval: "month", currency: "usd" },
    ]);
  });

  it("is noticed: none at all", () => {
    expect(checkPlans([])).toMatchObject([{ fault: "plans_empty" }]);
  });
});
