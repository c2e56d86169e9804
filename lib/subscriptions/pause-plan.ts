import { findPlan } from "@/lib/catalog/plans";
import { newId } from "@/lib/platform/ids";
import { type Result, refuse } from "@/lib/platform/result";
import { pauseCollection } from "@/lib/stripe/change-subscription";
import { isPeriodPaid } from "./check-change";
import { withPlanClaim } from "./claim-plan";
import { endOfLaterPeriod } from "./end-of-later-period";
import { type OwnPlan, readOwnPlan } from "./read-own-plan";
import type { PauseRefusal, UnpauseRefusal } from "./refusals";

/** How many renewals can be skipped in one go. */
export const PAUSES = [1, 2, 3] as const;
export type PauseLength = (typeof PAUSES)[number];

/** The pause ends a day before the renewal that is charged again, far from the hour in which Stripe makes it. */
const BEFORE_RENEWAL_MS = 24 * 60 * 60_000;

/**
 * Skips the next renewals of a monthly plan: Stripe makes their invoices and gives them up, so nothing is charged and,
 * as credits come with paid invoices only, nothing is granted. What is paid for stays. It ends by itself.
 */
export async function pausePlan(
  walletId: string,
  renewals: PauseLength,
): Promise<Result<{ chargedAgainAt: string }, PauseRefusal>> {
  const answer = await withPlanClaim(walletId, async () => {
    const plan = await readOwnPlan(walletId);
    return plan.ok ? pause(plan, renewals) : plan;
  });
  return answer ?? refuse("change_in_progress");
}

async function pause(
  plan: OwnPlan,
  renewals: PauseLength,
): Promise<Result<{ chargedAgainAt: string }, PauseRefusal>> {
  const reason = whyNotPausable(plan);
  if (reason) return refuse(reason);
  if (!(await isPeriodPaid(plan))) return refuse("period_not_paid");
  const { periodStart: start, periodEnd: end } = plan.item;
  const chargedAgainAt = endOfLaterPeriod({ start, end }, 1, renewals);
  const until = new Date(chargedAgainAt.getTime() - BEFORE_RENEWAL_MS);
  const asked = await pauseCollection(plan.facts.id, until, `pause:${plan.facts.id}:${newId()}`);
  if (!asked.ok) return refuse("stripe_unavailable");
  const after = await readOwnPlan(plan.walletId);
  return after.ok ? { ok: true, chargedAgainAt: chargedAgainAt.toISOString() } : after;
}

/** Whether a plan may be paused at all: by its policy, and by how it is paid. */
export function isPausable(plan: string, interval: string): boolean {
  return interval === "month" && (findPlan(plan)?.pausable ?? false);
}

function whyNotPausable({ facts, terms }: OwnPlan): PauseRefusal | null {
  if (facts.status !== "active") return "plan_not_active";
  if (!isPausable(terms.plan, terms.interval)) return "not_pausable";
  if (facts.pause) return "already_paused";
  if (facts.cancelAt) return "cancellation_planned";
  if (facts.pendingUpdate) return "change_pending";
  return facts.schedule?.next ? "change_scheduled" : null;
}

/** Ends a pause early. Nothing is charged now: the next renewal is the first that is charged again. */
export async function unpausePlan(walletId: string): Promise<Result<object, UnpauseRefusal>> {
  const answer = await withPlanClaim(walletId, () => unpause(walletId));
  return answer ?? refuse("change_in_progress");
}

async function unpause(walletId: string): Promise<Result<object, UnpauseRefusal>> {
  const plan = await readOwnPlan(walletId);
  if (!plan.ok) return plan;
  if (!plan.facts.pause) return refuse("not_paused");
  const asked = await pauseCollection(plan.facts.id, null, `unpause:${plan.facts.id}:${newId()}`);
  if (!asked.ok) return refuse("stripe_unavailable");
  const after = await readOwnPlan(walletId);
  return after.ok ? { ok: true } : after;
}
