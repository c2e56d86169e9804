import { describe, expect, it } from "vitest";
import { creditsPerPeriod, findPlan, PLAN_INTERVALS, PLANS, type PlanInterval } from "@/lib/catalog/plans";
import { whenToChange } from "./when-to-change";

const terms = (id: string, interval: PlanInterval) => {
  const plan = findPlan(id) ?? PLANS[0];
  if (!plan) throw new Error("no plan");
  return { interval, credits: creditsPerPeriod(plan, interval), amountMinor: plan.prices[interval].usd };
};

describe("a change of plan happens", () => {
  it.each([
    ["starter", "month", "pro", "month"],
    ["pro", "month", "pro", "year"],
    ["starter", "month", "scale", "year"],
    ["pro", "year", "scale", "year"],
  ] as const)("at once for who rises: %s %s to %s %s", (from, every, to, then) => {
    expect(whenToChange(terms(from, every), terms(to, then), false)).toBe("now");
  });

  it.each([
    ["pro", "month", "starter", "month"],
    ["pro", "year", "pro", "month"],
    ["starter", "year", "scale", "month"],
    ["scale", "month", "starter", "year"],
  ] as const)("when what is paid for ends otherwise: %s %s to %s %s", (from, every, to, then) => {
    expect(whenToChange(terms(from, every), terms(to, then), false)).toBe("period_end");
  });

  it("within a trial whatever it is, as nothing was paid", () => {
    for (const interval of PLAN_INTERVALS)
      expect(whenToChange(terms("pro", "month"), terms("starter", interval), true)).toBe("in_trial");
  });

  it("when the period ends for a price of before that was dearer than what is bigger today", () => {
    const dear = { interval: "month" as const, credits: 1000, amountMinor: 12_000 };
    expect(whenToChange(dear, terms("scale", "month"), false)).toBe("period_end");
  });
});
