import type { PlanInterval } from "@/lib/catalog/plans";
import { graceEnd } from "./grace";
import { isLive } from "./live-statuses";
import type { SubscriptionRow } from "./subscription-row";
import type { PendingChange, ScheduledChange, SubscriptionView } from "./views";

/**
 * A subscription for pages and answers; what was planned for one that has ended is no plan any more. `dueSince` is of
 * the oldest invoice by which it is late: Stripe has begun a period then that nobody has paid, and what is promised
 * without money is the grace.
 */
export function toSubscriptionView(row: SubscriptionRow, dueSince: Date | null): SubscriptionView {
  const live = isLive(row.status);
  const cancelAt = live ? row.cancel_at : null;
  const periodEnd = row.current_period_end;
  const graceUntil = dueSince && graceEnd(row.plan, dueSince);
  const until = graceUntil && graceUntil < periodEnd ? graceUntil : periodEnd;
  const end = row.ended_at ?? (cancelAt && cancelAt < until ? cancelAt : until);
  return {
    id: row.stripe_subscription_id,
    status: row.status,
    plan: row.plan,
    interval: row.interval as PlanInterval,
    credits: row.credits,
    currency: row.currency,
    amountMinor: row.amount_minor,
    periodStart: row.current_period_start.toISOString(),
    periodEnd: periodEnd.toISOString(),
    trialEnd: toText(row.trial_end),
    cancelAt: toText(cancelAt),
    graceUntil: toText(graceUntil),
    expiresAt: end.toISOString(),
    scheduled: live ? scheduledOf(row) : null,
    pending: live ? pendingOf(row) : null,
    pause: live && row.collection_paused ? { resumesAt: toText(row.collection_resumes_at) } : null,
  };
}

function scheduledOf(row: SubscriptionRow): ScheduledChange | null {
  if (!row.scheduled_at) return null;
  const { scheduled_plan: plan, scheduled_interval: interval } = row;
  const { scheduled_credits: credits, scheduled_amount_minor: amountMinor } = row;
  const isKnown = plan !== null && interval !== null && credits !== null && amountMinor !== null;
  return {
    at: row.scheduled_at.toISOString(),
    isOurs: row.scheduled_quote_id !== null,
    terms: isKnown ? { plan, interval: interval as PlanInterval, credits, amountMinor } : null,
  };
}

function pendingOf(row: SubscriptionRow): PendingChange | null {
  if (!row.pending_until) return null;
  const { pending_plan: plan, pending_interval: interval } = row;
  return {
    until: row.pending_until.toISOString(),
    invoiceId: row.latest_invoice_id,
    terms: plan !== null && interval !== null ? { plan, interval: interval as PlanInterval } : null,
  };
}

function toText(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
