import { type Currency, isCurrency } from "@/lib/catalog/currencies";
import { findPlan, isPlanInterval, type Plan, type PlanInterval } from "@/lib/catalog/plans";
import { toShortText } from "./wanted-pack";

/** What a form or an address asks to subscribe to; `ok` only when we sell that plan so, in that currency. */
export type WantedPlan = { planId: string; interval: string; currency: string } & (
  | { ok: true; plan: Plan; interval: PlanInterval; currency: Currency }
  | { ok: false }
);

export function readWantedPlan(read: (name: "plan" | "interval" | "currency") => unknown): WantedPlan {
  const planId = toShortText(read("plan"));
  const interval = toShortText(read("interval"));
  const currency = toShortText(read("currency"));
  const plan = findPlan(planId);
  return plan && isPlanInterval(interval) && isCurrency(currency)
    ? { ok: true, planId, interval, currency, plan }
    : { ok: false, planId, interval, currency };
}

/** Where it goes on after signing in: a page that shows the plan and one button, as with a pack. */
export function toConfirmPlanPath({ planId, interval, currency }: WantedPlan): string {
  return `/checkout/new?${new URLSearchParams({ plan: planId, interval, currency })}`;
}

/** Where somebody who has a plan changes it to this one. */
export function toChangePlanPath(planId: string, interval: PlanInterval): string {
  return `/dashboard/plan/change?${new URLSearchParams({ plan: planId, interval })}`;
}
