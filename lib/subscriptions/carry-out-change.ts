import { changePriceInTrial, changePriceNow } from "@/lib/stripe/change-subscription";
import type { ScheduleFacts } from "@/lib/stripe/planned-facts";
import {
  createSchedule,
  type PhaseItem,
  planChange,
  releaseSchedule,
} from "@/lib/stripe/subscription-schedules";
import type { StripeAnswer } from "@/lib/stripe/trouble";
import { toDate } from "@/lib/stripe/values";
import type { QuoteRow } from "./quote-row";
import type { OwnPlan } from "./read-own-plan";

/**
 * Asks Stripe for what a quote says. Each write has the quote in its key, so that asking again after a lost answer
 * does nothing twice. What became of it is read afterwards; the answer here only says whether Stripe took it.
 */
export function carryOutChange(quote: QuoteRow, plan: OwnPlan): Promise<StripeAnswer<null>> {
  return quote.timing === "period_end" ? planLater(quote, plan) : changeNow(quote, plan);
}

async function changeNow(quote: QuoteRow, { facts }: OwnPlan): Promise<StripeAnswer<null>> {
  const freed = await freeOfSchedule(facts.schedule, `quote:${quote.id}`);
  if (!freed.ok) return freed;
  const change = {
    subscriptionId: quote.stripeSubscriptionId,
    itemId: quote.stripeItemId,
    priceId: quote.toPriceId,
    restarts: quote.restarts,
  };
  const key = `quote:${quote.id}`;
  if (quote.timing === "in_trial") return changePriceInTrial(change, key);
  if (!quote.prorationAt)
    throw new Error(`proration_missing: quote ${quote.id} does not say from when it counts`);
  return changePriceNow(change, quote.prorationAt, key);
}

/** Takes a schedule off a subscription; Stripe refuses most changes beside one. `cause` is of this one change. */
export async function freeOfSchedule(
  schedule: ScheduleFacts | null,
  cause: string,
): Promise<StripeAnswer<null>> {
  if (!schedule) return { ok: true, value: null };
  return releaseSchedule(schedule.id, `${cause}:release:${schedule.id}`);
}

/** A schedule that is there and changes nothing was left by a try that broke off; it is used. */
async function planLater(quote: QuoteRow, { facts, item }: OwnPlan): Promise<StripeAnswer<null>> {
  const schedule = facts.schedule
    ? { ok: true as const, value: { id: facts.schedule.id, startsAt: facts.schedule.phaseStart } }
    : await begin(quote);
  if (!schedule.ok) return schedule;
  const now: PhaseItem[] = facts.items.map(({ price, quantity }) => ({ priceId: price.id, quantity }));
  const later = facts.items.map(({ id, price, quantity }) => ({
    priceId: id === quote.stripeItemId ? quote.toPriceId : price.id,
    quantity,
  }));
  const change = {
    ...{ quoteId: quote.id, now, later, laterInterval: quote.toInterval, discountIds: facts.discountIds },
    startsAt: schedule.value.startsAt ?? item.periodStart,
    changesAt: item.periodEnd,
  };
  return planChange(schedule.value.id, change, `quote:${quote.id}:phases`);
}

async function begin(quote: QuoteRow): Promise<StripeAnswer<{ id: string; startsAt: Date | null }>> {
  const made = await createSchedule(quote.stripeSubscriptionId, `quote:${quote.id}:schedule`);
  if (!made.ok) return made;
  const { id, startsAt } = made.value;
  return { ok: true, value: { id, startsAt: startsAt === null ? null : toDate(startsAt) } };
}
