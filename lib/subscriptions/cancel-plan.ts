import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import { type Result, refuse } from "@/lib/platform/result";
import {
  type CancellationReason,
  cancelAtPeriodEnd,
  endSubscription,
} from "@/lib/stripe/change-subscription";
import { voidInvoice } from "@/lib/stripe/customer-invoices";
import { withPlanClaim } from "./claim-plan";
import { type OwnPlan, readOwnPlan } from "./read-own-plan";
import type { CancelRefusal } from "./refusals";
import { dropPlanned } from "./undo-plan-change";

/** Why people leave, as Stripe counts it too. */
export const CANCEL_FEEDBACK = [
  "too_expensive",
  "unused",
  "missing_features",
  "switched_service",
  "low_quality",
  "too_complex",
  "customer_service",
  "other",
] as const;
export type CancelFeedback = (typeof CANCEL_FEEDBACK)[number];

export type CancelRequest = { walletId: string; feedback: CancelFeedback | null; comment: string | null };

/** When a canceled plan ends; null: it has ended. */
export type Canceled = { endsAt: string | null };

/**
 * Ends a plan: with what is paid for, or at once where the present period is not paid, as then there is nothing left
 * to use and what is owed is given up. A person who wants to leave can always leave, so whatever else was planned is
 * dropped first, by whomever it was planned.
 */
export async function cancelPlan(request: CancelRequest): Promise<Result<Canceled, CancelRefusal>> {
  const answer = await withPlanClaim(request.walletId, async () => {
    const plan = await readOwnPlan(request.walletId);
    return plan.ok ? cancel(plan, request) : plan;
  });
  return answer ?? refuse("change_in_progress");
}

async function cancel(plan: OwnPlan, reason: CancellationReason): Promise<Result<Canceled, CancelRefusal>> {
  const { facts } = plan;
  if (facts.status === "incomplete") return refuse("plan_incomplete");
  if (facts.cancelAt) return refuse("already_canceled");
  if (!(await dropPlanned(plan, { keepsForeign: false }))) return refuse("stripe_unavailable");
  const { feedback, comment } = reason;
  const runs = facts.status === "active" || facts.status === "trialing";
  const said = { feedback, comment };
  const asked = runs
    ? await cancelAtPeriodEnd(facts.id, said, `cancel:${facts.id}:${newId()}`)
    : await endSubscription(facts.id, said);
  if (!asked.ok) return refuse("stripe_unavailable");
  if (!runs) await giveUpOwed(plan);
  const after = await readOwnPlan(plan.walletId);
  if (after.ok) return { ok: true, endsAt: after.facts.cancelAt?.toISOString() ?? null };
  return after.refusal === "no_plan" ? { ok: true, endsAt: null } : after;
}

/** Stripe no longer collects an ended subscription's invoice; voided, nobody pays it by an old link either. */
async function giveUpOwed({ facts }: OwnPlan): Promise<void> {
  if (!facts.latestInvoiceId) return;
  const voided = await voidInvoice(facts.latestInvoiceId, `cancel:${facts.id}`);
  if (!voided.ok)
    log.info({ invoiceId: facts.latestInvoiceId, trouble: voided.trouble.kind }, "nothing owed was given up");
}
