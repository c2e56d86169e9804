import type { Notice, NoticeData } from "@/lib/notices/notice";
import type { SubscriptionStatus } from "@/lib/stripe/subscription-facts";
import type { DueAsk } from "./due-invoice-row";
import { graceEnd } from "./grace";

/** A subscription as far as mails depend on it. */
export type PlanState = {
  id: string;
  status: SubscriptionStatus;
  plan: string;
  currency: string;
  amountMinor: number;
  cancelAt: Date | null;
  cancelReason: string | null;
  endedAt: Date | null;
  trialEnd: Date | null;
};

/** Its unpaid invoice that something was just read of. */
export type DueState = {
  id: string;
  ask: DueAsk;
  amountMinor: number;
  currency: string;
  nextAttemptAt: Date | null;
  since: Date;
  /** Somebody is trying to pay it, or has just tried: they know, and see more than a mail could say. */
  isBeingPaid: boolean;
};

/** When this is asked. `trialIsEnding`: Stripe has said so, by a clock that need not be ours. */
type Moment = { now: Date; trialIsEnding: boolean };

/** A trial's end is announced this long before, as Stripe does. */
export const TRIAL_NOTICE_MS = 3 * 86_400_000;
/** An end of long ago that we only hear of now is no news. */
const NEWS_MS = 3 * 86_400_000;

/**
 * The mails that a state calls for; pure. They follow from what is, not from what was told, so that events in any
 * order, repeated or missing, lead to the same ones, and the store keeps each to one. The moment only tells news from
 * history, and a trial's last days.
 */
export function noticesOfState(plan: PlanState, due: DueState | null, moment: Moment): Notice[] {
  if (plan.status === "past_due" && due && !due.isBeingPaid) return [noticeOfDue(plan, due)];
  if (plan.status === "unpaid" && due)
    return [{ kind: "plan_unpaid", subject: due.id, data: dataOfDue(plan, due) }];
  if (endedUnpaid(plan, moment))
    return [{ kind: "plan_ended", subject: plan.id, data: dataOf(plan, plan.endedAt) }];
  if (endsTrialSoon(plan, moment))
    return [{ kind: "trial_ends_soon", subject: plan.id, data: dataOf(plan, plan.trialEnd) }];
  return [];
}

function noticeOfDue(plan: PlanState, due: DueState): Notice {
  const kind = due.ask === "bank" ? "bank_confirmation" : "payment_failed";
  return { kind, subject: due.id, data: dataOfDue(plan, due) };
}

function endedUnpaid({ status, cancelReason, endedAt }: PlanState, { now }: Moment): boolean {
  if (status !== "canceled" || cancelReason !== "payment_failed" || !endedAt) return false;
  return endedAt.getTime() > now.getTime() - NEWS_MS;
}

/** One that is canceled before costs nothing, so there is nothing to warn of. */
function endsTrialSoon({ status, cancelAt, trialEnd }: PlanState, { now, trialIsEnding }: Moment): boolean {
  if (status !== "trialing" || !trialEnd) return false;
  if (cancelAt && cancelAt <= trialEnd) return false;
  if (trialEnd <= now) return false;
  return trialIsEnding || trialEnd.getTime() - now.getTime() <= TRIAL_NOTICE_MS;
}

function dataOf({ plan, currency, amountMinor }: PlanState, at: Date | null): NoticeData {
  return {
    ...{ plan, currency, amountMinor, nextAttemptAt: null, graceUntil: null },
    at: at?.toISOString() ?? null,
  };
}

function dataOfDue({ plan }: PlanState, due: DueState): NoticeData {
  const { currency, amountMinor, nextAttemptAt, since } = due;
  return {
    ...{ plan, currency, amountMinor, at: null },
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
    graceUntil: graceEnd(plan, since).toISOString(),
  };
}
