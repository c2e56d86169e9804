import type { SubscriptionFacts, SubscriptionStatus } from "@/lib/stripe/subscription-facts";
import { type PlanTerms, toPlanTerms } from "./plan-terms";
import { type PlannedColumns, plannedColumns } from "./planned-columns";

/** A row of `subscriptions` in the names of its columns, without the times of the row itself. */
export type SubscriptionRow = {
  wallet_id: string;
  stripe_subscription_id: string;
  stripe_customer_id: string;
  stripe_price_id: string;
  plan: string;
  interval: string;
  quantity: number;
  credits: number;
  rollover: string;
  currency: string;
  amount_minor: number;
  livemode: boolean;
  status: SubscriptionStatus;
  set_aside: "second_live_subscription" | "price_not_ours" | null;
  current_period_start: Date;
  current_period_end: Date;
  trial_end: Date | null;
  cancel_at: Date | null;
  canceled_at: Date | null;
  cancel_reason: string | null;
  cancel_feedback: string | null;
  ended_at: Date | null;
  stripe_schedule_id: string | null;
  latest_invoice_id: string | null;
  started_at: Date;
} & PlannedColumns;

type Terms = Pick<
  SubscriptionRow,
  | "stripe_price_id"
  | "plan"
  | "interval"
  | "quantity"
  | "credits"
  | "rollover"
  | "currency"
  | "amount_minor"
  | "current_period_start"
  | "current_period_end"
>;

/**
 * What a subscription is as a row; `before` is the row it has. Null for one that is not and never was a plan of
 * ours. One that was ours keeps the terms it had, and is set aside.
 */
export function toSubscriptionRow(
  walletId: string,
  facts: SubscriptionFacts,
  before: SubscriptionRow | null,
): SubscriptionRow | null {
  const ours = termsOf(facts);
  const terms = ours ?? before;
  if (!terms) return null;
  return {
    ...pickTerms(terms),
    wallet_id: walletId,
    stripe_subscription_id: facts.id,
    stripe_customer_id: facts.customerId,
    livemode: facts.livemode,
    status: facts.status,
    set_aside: ours ? null : "price_not_ours",
    trial_end: facts.trialEnd,
    cancel_at: facts.cancelAt,
    canceled_at: facts.canceledAt,
    cancel_reason: facts.cancelReason,
    cancel_feedback: facts.cancelFeedback,
    ended_at: facts.endedAt,
    stripe_schedule_id: facts.scheduleId,
    latest_invoice_id: facts.latestInvoiceId,
    started_at: facts.startedAt,
    ...plannedColumns(facts),
  };
}

/** Of the first item with a price of ours; what else somebody added to the subscription brings no credits. */
function termsOf({ items }: SubscriptionFacts): Terms | null {
  for (const { price, quantity, periodStart, periodEnd } of items) {
    const terms = toPlanTerms(price);
    if (terms && quantity > 0) return toTerms(terms, quantity, periodStart, periodEnd);
  }
  return null;
}

function toTerms(terms: PlanTerms, quantity: number, start: Date, end: Date): Terms {
  const { priceId, plan, interval, rollover, currency } = terms;
  return {
    ...{ stripe_price_id: priceId, plan, interval, rollover, currency, quantity },
    credits: terms.credits * quantity,
    amount_minor: terms.amountMinor * quantity,
    current_period_start: start,
    current_period_end: end,
  };
}

function pickTerms(from: Terms): Terms {
  const { stripe_price_id, plan, interval, quantity, credits, rollover, currency, amount_minor } = from;
  const { current_period_start, current_period_end } = from;
  return {
    ...{ stripe_price_id, plan, interval, quantity, credits, rollover, currency, amount_minor },
    ...{ current_period_start, current_period_end },
  };
}

/** Whether two rows say the same. */
export function isSameRow(left: SubscriptionRow, right: SubscriptionRow): boolean {
  const names = Object.keys(right) as (keyof SubscriptionRow)[];
  return names.every((name) => JSON.stringify(left[name]) === JSON.stringify(right[name]));
}
