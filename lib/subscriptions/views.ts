import type { PlanInterval } from "@/lib/catalog/plans";
import type { SubscriptionStatus } from "@/lib/stripe/subscription-facts";

/** A wallet's subscription for pages and answers. Times are ISO 8601 texts in UTC. */
export type SubscriptionView = {
  id: string;
  status: SubscriptionStatus;
  plan: string;
  interval: PlanInterval;
  /** What one whole period brings. */
  credits: number;
  currency: string;
  /** What one whole period costs, in minor units, before discounts and taxes. */
  amountMinor: number;
  periodStart: string;
  periodEnd: string;
  trialEnd: string | null;
  /** When it will end, if that is decided and has not happened. */
  cancelAt: string | null;
  /** Until when a plan that could not be renewed goes on all the same; null for one that is not late. */
  graceUntil: string | null;
  /** When what is paid for ends, or the grace of what is not, unless it is paid for again; when it ended, if it has. */
  expiresAt: string;
  scheduled: ScheduledChange | null;
  pending: PendingChange | null;
  /** Its renewals are not charged and bring nothing, until the date if there is one. */
  pause: { resumesAt: string | null } | null;
};

/**
 * What the plan changes to by itself at `at`. `terms` is null when that is no plan of ours; `isOurs` is false for
 * what somebody arranged at Stripe by hand, which a person can not undo here.
 */
export type ScheduledChange = {
  at: string;
  isOurs: boolean;
  terms: { plan: string; interval: PlanInterval; credits: number; amountMinor: number } | null;
};

/** A change that happens when `invoiceId` is paid, and is dropped when it is not paid before `until`. */
export type PendingChange = {
  until: string;
  invoiceId: string | null;
  terms: { plan: string; interval: PlanInterval } | null;
};
