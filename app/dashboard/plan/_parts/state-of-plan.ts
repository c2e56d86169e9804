import type { SubscriptionView } from "@/lib/subscriptions/views";

export type PlanState = {
  word: SubscriptionView["status"] | "ending";
  tone: "good" | "waiting" | "warn" | "bad" | "off";
};

const TONES: Record<SubscriptionView["status"], PlanState["tone"]> = {
  active: "good",
  trialing: "good",
  incomplete: "waiting",
  paused: "warn",
  past_due: "bad",
  unpaid: "bad",
  canceled: "off",
  incomplete_expired: "off",
};

/** How a plan stands, in one word for people. Stripe calls a plan that ends or is paused active; a person would not. */
export function stateOfPlan({ status, cancelAt, pause }: SubscriptionView): PlanState {
  const runs = status === "active" || status === "trialing";
  if (runs && cancelAt) return { word: "ending", tone: "warn" };
  if (runs && pause) return { word: "paused", tone: "warn" };
  return { word: status, tone: TONES[status] };
}

/** Whether something has to be settled before this plan can be changed. */
export function isBlocked({ status, cancelAt, pause, pending, scheduled }: SubscriptionView): boolean {
  const runs = status === "active" || status === "trialing";
  return !runs || Boolean(cancelAt ?? pause ?? pending ?? scheduled);
}

/** When the plan is charged next; null when it is not, or when that is not for a date to say. */
export function nextChargeOf({
  status,
  cancelAt,
  pause,
  trialEnd,
  periodEnd,
}: SubscriptionView): string | null {
  if (cancelAt || pause) return null;
  if (status === "trialing") return trialEnd ?? periodEnd;
  return status === "active" ? periodEnd : null;
}
