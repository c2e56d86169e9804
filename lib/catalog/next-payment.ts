import { addMonths } from "@/lib/platform/add-months";
import { monthsOf, type PlanInterval } from "./plans";

const DAY_MS = 24 * 60 * 60 * 1000;

/** When a plan that begins at `from` is paid for the next time: after its trial, else after one period. */
export function nextPaymentAt(from: Date, plan: { interval: PlanInterval; trialDays: number }): Date {
  return plan.trialDays > 0
    ? new Date(from.getTime() + plan.trialDays * DAY_MS)
    : addMonths(from, monthsOf(plan.interval));
}
