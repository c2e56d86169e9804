import { monthsOf } from "@/lib/catalog/plans";
import { endOfLaterPeriod, type Period } from "./end-of-later-period";
import type { PlanTerms } from "./plan-terms";

/**
 * Stripe makes a renewal's invoice when the period ends and charges it an hour later, to let last items onto it.
 * Credits of the old period last for that time and a little more, or everybody would stand without credits for an
 * hour every month.
 */
export const RENEWAL_MS = 2 * 60 * 60 * 1000;

/**
 * The policy of when a period's credits expire; `paid` is the period that was paid for.
 * `none`: with the period, once the next can have been paid. `capped`: one period later, so that at most two
 * periods' worth lie beside each other. `all`: never. Credits of a trial go with the trial, whatever the plan.
 */
export function expiryOfCredits(
  { rollover, interval }: Pick<PlanTerms, "rollover" | "interval">,
  paid: Period,
  isTrial: boolean,
): Date | null {
  if (rollover === "all" && !isTrial) return null;
  const every = monthsOf(interval);
  const end = rollover === "capped" && !isTrial ? endOfLaterPeriod(paid, every, every) : paid.end;
  return new Date(end.getTime() + RENEWAL_MS);
}
