import type { PlannedItemFacts } from "@/lib/stripe/planned-facts";
import type { SubscriptionFacts } from "@/lib/stripe/subscription-facts";
import { type PlanTerms, toPlanTerms } from "./plan-terms";

/** What is planned for a subscription, in the names of its columns. */
export type PlannedColumns = {
  scheduled_plan: string | null;
  scheduled_interval: string | null;
  scheduled_credits: number | null;
  scheduled_amount_minor: number | null;
  scheduled_at: Date | null;
  scheduled_quote_id: string | null;
  pending_plan: string | null;
  pending_interval: string | null;
  pending_until: Date | null;
  collection_paused: boolean;
  collection_resumes_at: Date | null;
};

/** A schedule without a phase to come changes nothing, so nothing is said of it. */
export function plannedColumns({ schedule, pendingUpdate, pause }: SubscriptionFacts): PlannedColumns {
  const next = schedule?.next ?? null;
  const later = next && termsOf(next.items);
  const waiting = pendingUpdate && termsOf(pendingUpdate.items);
  return {
    scheduled_plan: later?.plan ?? null,
    scheduled_interval: later?.interval ?? null,
    scheduled_credits: later?.credits ?? null,
    scheduled_amount_minor: later?.amountMinor ?? null,
    scheduled_at: next?.startsAt ?? null,
    scheduled_quote_id: next ? (schedule?.quoteId ?? null) : null,
    pending_plan: waiting?.plan ?? null,
    pending_interval: waiting?.interval ?? null,
    pending_until: pendingUpdate?.expiresAt ?? null,
    collection_paused: pause !== null,
    collection_resumes_at: pause?.resumesAt ?? null,
  };
}

/** Of the first item with a price of ours, of all its quantity. */
function termsOf(items: readonly PlannedItemFacts[]): PlanTerms | null {
  for (const { price, quantity } of items) {
    const terms = price && toPlanTerms(price);
    if (terms)
      return { ...terms, credits: terms.credits * quantity, amountMinor: terms.amountMinor * quantity };
  }
  return null;
}
