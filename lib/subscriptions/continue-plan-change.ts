import { withPlanClaim } from "./claim-plan";
import { concludePending, refused } from "./conclude-change";
import { readOwnPlan } from "./read-own-plan";
import type { AcceptAnswer } from "./views";

/**
 * How a change that waits for its payment stands: `waiting` with what Stripe.js needs to go on, or a refused payment,
 * and then the change is dropped with nothing charged. Null when nothing waits any more: it happened or it lapsed, and
 * the plan, which this brought up to date, says which.
 */
export async function continuePlanChange(walletId: string): Promise<AcceptAnswer | null> {
  const answer = await withPlanClaim(walletId, async () => {
    const plan = await readOwnPlan(walletId);
    if (!plan.ok) return { answer: refused(plan.refusal) };
    return { answer: plan.facts.pendingUpdate ? await concludePending(plan, null) : null };
  });
  return answer ? answer.answer : refused("change_in_progress");
}
