import type { Currency } from "@/lib/catalog/currencies";
import { PACKS } from "@/lib/catalog/packs";
import { planPrices } from "@/lib/catalog/plan-prices";
import { PLANS, type Plan } from "@/lib/catalog/plans";
import type { FixedOperation } from "../operation";
import { Catalog } from "../schemas/others";

export const getCatalog: FixedOperation = {
  id: "getCatalog",
  method: "GET",
  path: "/catalog",
  scope: null,
  needsKey: true,
  answer: Catalog,
  problems: [],
  content: () => ({ packs: PACKS.map(toPack), plans: PLANS.map(toPlan) }),
};

function toPack({ id, credits, validityMonths, prices }: (typeof PACKS)[number]) {
  const all = Object.entries(prices) as [Currency, number][];
  return {
    id,
    credits,
    validity_months: validityMonths,
    prices: all.map(([currency, amount]) => ({ currency, amount })),
  };
}

function toPlan(plan: Plan) {
  const { id, rollover, trialDays, trialCredits } = plan;
  return {
    ...{ id, rollover, trial_days: trialDays, trial_credits: trialCredits },
    prices: planPrices([plan]).map(({ interval, currency, amountMinor, credits }) => ({
      ...{ interval, currency, credits },
      amount: amountMinor,
    })),
  };
}
