import { newId } from "@/lib/platform/ids";
import { type Result, refuse } from "@/lib/platform/result";
import { takeCancelBack } from "@/lib/stripe/change-subscription";
import { withPlanClaim } from "./claim-plan";
import { readOwnPlan } from "./read-own-plan";
import type { ResumeRefusal } from "./refusals";

/** Takes a planned end back: the plan goes on and is charged as before. One that has ended does not come back. */
export async function resumePlan(walletId: string): Promise<Result<object, ResumeRefusal>> {
  const answer = await withPlanClaim(walletId, () => resume(walletId));
  return answer ?? refuse("change_in_progress");
}

async function resume(walletId: string): Promise<Result<object, ResumeRefusal>> {
  const plan = await readOwnPlan(walletId);
  if (!plan.ok) return plan;
  const { id, cancelAt, cancelsAtPeriodEnd } = plan.facts;
  if (!cancelAt) return refuse("not_canceled");
  const asked = await takeCancelBack(id, cancelsAtPeriodEnd, `resume:${id}:${newId()}`);
  if (!asked.ok) return refuse("stripe_unavailable");
  const after = await readOwnPlan(walletId);
  return after.ok ? { ok: true } : after;
}
