import type { PlanInterval } from "@/lib/catalog/plans";
import { RENEWAL_MS } from "./expiry-of-credits";
import { graceEnd } from "./grace";
import { isLive } from "./live-statuses";
import type { SubscriptionRow } from "./subscription-row";
import type { PendingChange, ScheduledChange, SubscriptionView } from "./views";

/**
 * What is known of the money of a subscription: since when its oldest invoice is late, and the end of the last period
 * that was paid for, or given as a trial. Null when nothing is late, or nothing was ever paid.
 */
type Money = { dueSince: Date | null; paidUntil: Date | null };

/**
 * A subscription for pages and answers; what was planned for one that has ended is no plan any more.
 *
 * Stripe begins each period before it is paid, so its end promises nothing by itself. `expiresAt` does: a period whose
 * money has not come counts for the time in which a renewal is charged, and no longer, be it that renewals are paused
 * or that its invoice was given up. What is late has its grace. No clock is read here, for one version is one answer.
 */
export function toSubscriptionView(row: SubscriptionRow, money: Money): SubscriptionView {
  const live = isLive(row.status);
  const cancelAt = live ? row.cancel_at : null;
  const { dueSince, paidUntil } = money;
  const periodEnd = row.current_period_end;
  const graceUntil = dueSince && graceEnd(row.plan, dueSince);
  const until = earliest(periodEnd, graceUntil ?? endOfUnpaid(row, paidUntil));
  const end = row.ended_at ?? earliest(until, cancelAt);
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

function endOfUnpaid({ current_period_start: start }: SubscriptionRow, paidUntil: Date | null): Date | null {
  return paidUntil && paidUntil <= start ? new Date(start.getTime() + RENEWAL_MS) : null;
}

function earliest(date: Date, other: Date | null): Date {
  return other && other < date ? other : date;
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
