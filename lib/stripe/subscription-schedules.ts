import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { QUOTE_KEY } from "./planned-facts";
import type { StripeAnswer } from "./trouble";
import { toSeconds } from "./values";

/** What a subscription has in one phase, by ids. */
export type PhaseItem = { priceId: string; quantity: number };

/** A later change: what is now until `changesAt`, and what comes then. Discounts go on only if each phase names them. */
export type PlannedChange = {
  quoteId: string;
  startsAt: Date;
  changesAt: Date;
  now: PhaseItem[];
  later: PhaseItem[];
  laterInterval: "month" | "year";
  discountIds: string[];
};

/**
 * Puts a schedule over a subscription that has none, and answers its id and when its phase began. It changes nothing
 * yet: Stripe takes `from_subscription` only alone, so what is to come is written by `planChange`.
 */
export function createSchedule(
  subscriptionId: string,
  key: string,
): Promise<StripeAnswer<{ id: string; startsAt: number | null }>> {
  return askStripe("subscription_schedules.create", async () => {
    const made = await stripe().subscriptionSchedules.create(
      { from_subscription: subscriptionId },
      { idempotencyKey: key, maxNetworkRetries: 1 },
    );
    return { id: made.id, startsAt: made.current_phase?.start_date ?? null };
  });
}

/** Writes into a schedule what is to come; after one period of it the subscription runs free again. */
export function planChange(
  scheduleId: string,
  change: PlannedChange,
  key: string,
): Promise<StripeAnswer<null>> {
  const { startsAt, changesAt, now, later, laterInterval, discountIds, quoteId } = change;
  const discounts = discountIds.map((discount) => ({ discount }));
  return askStripe("subscription_schedules.update", async () => {
    await stripe().subscriptionSchedules.update(
      scheduleId,
      {
        end_behavior: "release",
        metadata: { [QUOTE_KEY]: quoteId },
        proration_behavior: "none",
        phases: [
          {
            items: now.map(toItem),
            discounts,
            start_date: toSeconds(startsAt),
            end_date: toSeconds(changesAt),
            proration_behavior: "none",
          },
          {
            items: later.map(toItem),
            discounts,
            duration: { interval: laterInterval, interval_count: 1 },
            proration_behavior: "none",
          },
        ],
      },
      { idempotencyKey: key, maxNetworkRetries: 1 },
    );
    return null;
  });
}

/** Lets the subscription go on as it is now, without its schedule. */
export function releaseSchedule(scheduleId: string, key: string): Promise<StripeAnswer<null>> {
  return askStripe("subscription_schedules.release", async () => {
    await stripe().subscriptionSchedules.release(scheduleId, {}, { idempotencyKey: key });
    return null;
  });
}

function toItem({ priceId, quantity }: PhaseItem) {
  return { price: priceId, quantity };
}
