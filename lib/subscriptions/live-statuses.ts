import { SUBSCRIPTION_STATUSES, type SubscriptionStatus } from "@/lib/stripe/subscription-facts";

/** All states a subscription can be in. */
export const ALL_STATUSES = SUBSCRIPTION_STATUSES;

/** States that Stripe never leaves. All others hold the wallet's one place for a subscription. */
const ENDED: readonly SubscriptionStatus[] = ["canceled", "incomplete_expired"];

export function isLive(status: SubscriptionStatus): boolean {
  return !ENDED.includes(status);
}
