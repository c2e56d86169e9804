import { sql } from "@/db/client";
import type { SubscriptionFacts } from "@/lib/stripe/subscription-facts";
import type { OwnPlan } from "./read-own-plan";
import type { QuoteRefusal } from "./refusals";

/** Why a plan, as it is now, can not be changed at all; null when it can. In the order of the rules. */
export function whyNotChangeable({ facts }: OwnPlan): QuoteRefusal | null {
  if (facts.status === "incomplete") return "plan_incomplete";
  if (facts.status === "past_due" || facts.status === "unpaid") return "payment_overdue";
  if (facts.status === "paused" || facts.pause !== null) return "plan_paused";
  if (facts.cancelAt !== null) return "cancellation_planned";
  if (facts.pendingUpdate !== null) return "change_pending";
  return whyNotSchedulable(facts);
}

/** A schedule that changes nothing more is in nobody's way; one that a hand made is not ours to replace. */
function whyNotSchedulable({ schedule }: SubscriptionFacts): QuoteRefusal | null {
  if (schedule === null) return null;
  if (schedule.next !== null) return schedule.quoteId === null ? "schedule_not_ours" : "change_scheduled";
  return schedule.endsPlan ? "schedule_not_ours" : null;
}

/**
 * Whether the money for the present period has come. While a renewal is being charged, or after one that was given
 * up in a pause, it has not; a change now would be given back time that nobody paid for.
 */
export async function isPeriodPaid({ walletId, facts, item }: OwnPlan): Promise<boolean> {
  const [paid] = await sql()`
    select 1 from paid_invoice_lines line
    join paid_invoices invoice using (wallet_id, stripe_invoice_id)
    where line.wallet_id = ${walletId} and invoice.stripe_subscription_id = ${facts.id}
      and line.period_end >= ${item.periodEnd}
    limit 1`;
  return paid !== undefined;
}

/** What the subscription is, as far as a quote depends on it. When it differs, somebody or time has changed it. */
export function basisOf({ facts, item }: OwnPlan): string {
  const { id, status, cancelAt, schedule, pendingUpdate, pause, trialEnd, discountIds } = facts;
  const { price, quantity, periodStart, periodEnd } = item;
  return JSON.stringify([
    ...[id, status, item.id, price.id, quantity, periodStart, periodEnd, cancelAt, trialEnd],
    ...[schedule?.next?.startsAt ?? null, pendingUpdate !== null, pause !== null, facts.items.length],
    ...discountIds.toSorted(),
  ]);
}
