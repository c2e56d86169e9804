import type { SubscriptionView } from "@/lib/subscriptions/views";

/**
 * What there is to say of a plan first, and only one thing: what stands in the way of its next period, else what is
 * planned, else that it goes on.
 */
export type PlanState =
  | "incomplete"
  | "past_due"
  | "unpaid"
  | "paused"
  | "ended"
  | "canceling"
  | "held"
  | "pending"
  | "scheduled"
  | "trialing"
  | "active";

export function planStateOf(plan: SubscriptionView): PlanState {
  const { status } = plan;
  if (status === "canceled" || status === "incomplete_expired") return "ended";
  if (status !== "active" && status !== "trialing") return status;
  if (plan.cancelAt) return "canceling";
  if (plan.pause) return "held";
  if (plan.pending) return "pending";
  return plan.scheduled ? "scheduled" : status;
}

export const TONES = {
  incomplete: "waiting",
  past_due: "bad",
  unpaid: "bad",
  paused: "warn",
  ended: "off",
  canceling: "warn",
  held: "warn",
  pending: "waiting",
  scheduled: "good",
  trialing: "good",
  active: "good",
} as const;

/** For how long a plan that is over is still worth a place on the dashboard. */
const ENDED_SHOWN_MS = 30 * 86_400_000;

/** Whether a plan is shown at all: one that was never begun is not, nor one that ended long ago. */
export function isPlanShown({ status, expiresAt }: SubscriptionView, nowMs: number): boolean {
  if (status === "incomplete_expired") return false;
  return status !== "canceled" || Date.parse(expiresAt) > nowMs - ENDED_SHOWN_MS;
}
