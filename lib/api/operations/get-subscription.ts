import { monthsOf } from "@/lib/catalog/plans";
import { findSubscription } from "@/lib/subscriptions/find-subscription";
import type { SubscriptionView } from "@/lib/subscriptions/views";
import { defineRead } from "../operation";
import { Subscription } from "../schemas/subscription";

const NONE = {
  status: "none",
  plan: null,
  interval: null,
  current_period: null,
  expires_at: null,
  cancel_at: null,
  period_allotment: null,
  monthly_allotment: null,
} as const;

export const getSubscription = defineRead({
  id: "getSubscription",
  path: "/subscription",
  query: null,
  answer: Subscription,
  problems: [],
  read: async ({ walletId, stamp }) => {
    // No change was ever counted, so there is nothing to look for.
    const found = stamp.subscriptionVersion === 0 ? null : await findSubscription(walletId);
    return { ok: true, body: found ? toSubscription(found) : NONE, stamp };
  },
});

function toSubscription(found: SubscriptionView) {
  const { status, plan, interval, credits, periodStart, periodEnd, expiresAt, cancelAt } = found;
  return {
    ...{ status, plan, interval },
    current_period: { start: periodStart, end: periodEnd },
    expires_at: expiresAt,
    cancel_at: cancelAt,
    period_allotment: credits,
    monthly_allotment: Math.floor(credits / monthsOf(interval)),
  };
}
