import { newId } from "@/lib/platform/ids";
import { type Result, refuse } from "@/lib/platform/result";
import { voidInvoice } from "@/lib/stripe/customer-invoices";
import { freeOfSchedule } from "./carry-out-change";
import { withPlanClaim } from "./claim-plan";
import { type OwnPlan, readOwnPlan } from "./read-own-plan";
import type { UndoRefusal } from "./refusals";

/**
 * Takes back a change that has not happened: one planned for the end of the period, or one that waits for its
 * payment. Nothing was charged for either. What somebody arranged at Stripe by hand is not taken back here.
 */
export async function undoPlanChange(walletId: string): Promise<Result<object, UndoRefusal>> {
  const answer = await withPlanClaim(walletId, async () => {
    const plan = await readOwnPlan(walletId);
    return plan.ok ? undo(plan) : plan;
  });
  return answer ?? refuse("change_in_progress");
}

async function undo(plan: OwnPlan): Promise<Result<object, UndoRefusal>> {
  const { pendingUpdate, schedule } = plan.facts;
  if (!pendingUpdate && !schedule?.next) return refuse("nothing_to_undo");
  if (!pendingUpdate && schedule?.quoteId === null) return refuse("schedule_not_ours");
  const dropped = await dropPlanned(plan, { keepsForeign: true });
  if (!dropped) return refuse("stripe_unavailable");
  const after = await readOwnPlan(plan.walletId);
  if (!after.ok) return after;
  // The bank may have been faster than the undoing; then the change has happened and is paid.
  const isLate = pendingUpdate !== null && after.item.price.id !== plan.item.price.id;
  return isLate ? refuse("nothing_to_undo") : { ok: true };
}

/**
 * Drops what is planned or waits, so that something else can be done. Each try has a key of its own: doing it twice
 * does no harm, and a repeated key would repeat an old answer. False when Stripe did not answer.
 */
export async function dropPlanned(
  { facts }: OwnPlan,
  { keepsForeign }: { keepsForeign: boolean },
): Promise<boolean> {
  const cause = `undo:${newId()}`;
  if (facts.pendingUpdate && facts.latestInvoiceId) {
    const voided = await voidInvoice(facts.latestInvoiceId, cause);
    if (!voided.ok && voided.trouble.kind === "unavailable") return false;
  }
  const { schedule } = facts;
  if (!schedule || (keepsForeign && schedule.quoteId === null && schedule.next !== null)) return true;
  const freed = await freeOfSchedule(schedule, cause);
  return freed.ok || freed.trouble.kind !== "unavailable";
}
