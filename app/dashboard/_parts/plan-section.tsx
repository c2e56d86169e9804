import { nowMs } from "@/lib/platform/clock";
import { findOverdueInvoice } from "@/lib/subscriptions/find-due-invoice";
import { findPeriodCredits } from "@/lib/subscriptions/find-period-credits";
import type { SubscriptionView } from "@/lib/subscriptions/views";
import { PlanCard } from "./plan-card";
import { isPlanShown } from "./plan-state";

/** The card of the plan somebody has, or had until lately. */
export async function PlanSection({ walletId, plan }: { walletId: string; plan: SubscriptionView }) {
  const [due, credits] = await Promise.all([findOverdueInvoice(walletId), findPeriodCredits(walletId, plan)]);
  return <PlanCard plan={plan} due={due} credits={credits} />;
}

/** The plan to show, or null. */
export function planToShow(plan: SubscriptionView | null): SubscriptionView | null {
  return plan && isPlanShown(plan, nowMs()) ? plan : null;
}
