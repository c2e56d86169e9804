import { monthsOf } from "@/lib/catalog/plans";
import type { PlanTerms } from "./plan-terms";

/** When a change of plan happens: at once and paid at once, within a trial, or when what is paid for ends. */
export type ChangeTiming = "now" | "in_trial" | "period_end";

type Terms = Pick<PlanTerms, "interval" | "credits" | "amountMinor">;

/**
 * The policy of when a change happens. Whoever rises, to no fewer credits a month, for no shorter periods and for
 * more money, has it now and pays the difference. Everything else waits for the end of what is paid for: done at once
 * it would give money back as a balance at Stripe, while the credits that money brought may be spent. In a trial
 * nothing was paid, so what it ends in can be chosen freely and the trial goes on.
 */
export function whenToChange(from: Terms, to: Terms, isTrial: boolean): ChangeTiming {
  if (isTrial) return "in_trial";
  const rises =
    monthsOf(to.interval) >= monthsOf(from.interval) &&
    creditsPerMonth(to) >= creditsPerMonth(from) &&
    to.amountMinor > from.amountMinor;
  return rises ? "now" : "period_end";
}

function creditsPerMonth({ credits, interval }: Terms): number {
  return credits / monthsOf(interval);
}
