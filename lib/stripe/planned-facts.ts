import type Stripe from "stripe";
import { fromStripePrice, type PriceFacts } from "./price-facts";
import { toDate, toDateOrNull } from "./values";

/** What a subscription is to hold. `price` is null where Stripe told no more than an id, or deleted it. */
export type PlannedItemFacts = { price: PriceFacts | null; quantity: number };

/**
 * A schedule over a subscription. `quoteId` is ours on one that we made. `next` is the phase after the present one;
 * without it the schedule changes nothing, and `endsPlan` says that the subscription ends with it.
 */
export type ScheduleFacts = {
  id: string;
  quoteId: string | null;
  endsPlan: boolean;
  phaseStart: Date | null;
  next: { startsAt: Date; items: PlannedItemFacts[] } | null;
};

/** A change that waits for the payment of its invoice, and is dropped when that does not come in time. */
export type PendingUpdateFacts = { items: PlannedItemFacts[]; expiresAt: Date };

/** Renewals are made and given up, unpaid, until `resumesAt` or until somebody says so. */
export type PauseFacts = { resumesAt: Date | null };

/** The name under which a schedule of ours names the quote that it carries out. */
export const QUOTE_KEY = "quote_id";

/** A schedule's facts; null for none, for one that is over, and where only its id was told. */
export function fromStripeSchedule(
  schedule: string | Stripe.SubscriptionSchedule | null,
): ScheduleFacts | null {
  if (schedule === null || typeof schedule === "string") return null;
  if (schedule.status !== "active" && schedule.status !== "not_started") return null;
  const current = schedule.current_phase;
  const next = schedule.phases.find(({ start_date }) => start_date >= (current?.end_date ?? 0));
  return {
    id: schedule.id,
    quoteId: schedule.metadata?.[QUOTE_KEY] ?? null,
    endsPlan: schedule.end_behavior === "cancel",
    phaseStart: toDateOrNull(current?.start_date),
    next: next ? { startsAt: toDate(next.start_date), items: next.items.map(fromPlannedItem) } : null,
  };
}

export function fromStripePendingUpdate(
  update: Stripe.Subscription.PendingUpdate | null | undefined,
): PendingUpdateFacts | null {
  if (!update) return null;
  const items = (update.subscription_items ?? []).map(fromPlannedItem);
  return { items, expiresAt: toDate(update.expires_at) };
}

export function fromStripePause(
  pause: Stripe.Subscription.PauseCollection | null | undefined,
): PauseFacts | null {
  return pause ? { resumesAt: toDateOrNull(pause.resumes_at) } : null;
}

function fromPlannedItem(item: {
  price: string | Stripe.Price | Stripe.DeletedPrice;
  quantity?: number;
}): PlannedItemFacts {
  const { price, quantity = 1 } = item;
  const isTold = typeof price !== "string" && !("deleted" in price && price.deleted);
  return { price: isTold ? fromStripePrice(price as Stripe.Price) : null, quantity };
}
