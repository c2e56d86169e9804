import { graceDaysOf } from "@/lib/catalog/plans";

const DAY_MS = 86_400_000;

/**
 * Until when a plan goes on that could not be renewed: the plan's days of grace, from when its oldest unpaid invoice
 * was due. Pure; counted by Stripe's clock alone.
 */
export function graceEnd(planId: string, dueSince: Date): Date {
  return new Date(dueSince.getTime() + graceDaysOf(planId) * DAY_MS);
}
