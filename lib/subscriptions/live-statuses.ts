import type { SubscriptionStatus } from "@/lib/stripe/subscription-facts";

/** States that Stripe never leaves. All others hold the wallet's one place for a subscription. */
const ENDED: readonly SubscriptionStatus[] = ["canceled", "incomplete_expired"];

export function isLive(status: SubscriptionStatus): boolean {
  return !ENDED.includes(status);
}
