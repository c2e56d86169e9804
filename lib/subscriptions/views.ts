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
  /** When what is paid for ends, unless it is paid for again; when it ended, if it has. */
  expiresAt: string;
};
