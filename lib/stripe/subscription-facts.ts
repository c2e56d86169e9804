import type Stripe from "stripe";
import {
  fromStripePause,
  fromStripePendingUpdate,
  fromStripeSchedule,
  type PauseFacts,
  type PendingUpdateFacts,
  type ScheduleFacts,
} from "./planned-facts";
import { fromStripePrice, type PriceFacts } from "./price-facts";
import { idOf, toDate, toDateOrNull } from "./values";

/** The states Stripe knows; another one is a fault of the reading. */
export const SUBSCRIPTION_STATUSES = [
  "incomplete",
  "incomplete_expired",
  "trialing",
  "active",
  "past_due",
  "unpaid",
  "paused",
  "canceled",
] as const;

export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

export type SubscriptionItemFacts = {
  id: string;
  price: PriceFacts;
  quantity: number;
  periodStart: Date;
  periodEnd: Date;
};

/** A subscription in plain values, whatever version of the API wrote it. */
export type SubscriptionFacts = {
  id: string;
  status: SubscriptionStatus;
  customerId: string;
  livemode: boolean;
  items: SubscriptionItemFacts[];
  trialEnd: Date | null;
  /** When it will end, if that is decided. */
  cancelAt: Date | null;
  /** Whether that end is said as "with the period" and not as a date of its own. */
  cancelsAtPeriodEnd: boolean;
  canceledAt: Date | null;
  cancelReason: string | null;
  /** Why the person left, in one of Stripe's words. */
  cancelFeedback: string | null;
  endedAt: Date | null;
  scheduleId: string | null;
  schedule: ScheduleFacts | null;
  pendingUpdate: PendingUpdateFacts | null;
  pause: PauseFacts | null;
  discountIds: string[];
  latestInvoiceId: string | null;
  startedAt: Date;
};

/** Until API version 2025-03-31 the period stood on the subscription and not on its items. */
type OldPeriod = { current_period_start?: number; current_period_end?: number };

/** A subscription's facts. The one place that knows where API versions keep the period and the planned end. */
export function fromStripeSubscription(subscription: Stripe.Subscription): SubscriptionFacts {
  const items = subscription.items.data.map((item) => fromStripeItem(item, subscription as OldPeriod));
  return {
    id: subscription.id,
    status: fromStripeStatus(subscription.status),
    customerId: idOf(subscription.customer) ?? "",
    livemode: subscription.livemode,
    items,
    trialEnd: toDateOrNull(subscription.trial_end),
    cancelAt: cancelAtOf(subscription, items),
    cancelsAtPeriodEnd: subscription.cancel_at_period_end,
    canceledAt: toDateOrNull(subscription.canceled_at),
    cancelReason: subscription.cancellation_details?.reason ?? null,
    cancelFeedback: subscription.cancellation_details?.feedback ?? null,
    endedAt: toDateOrNull(subscription.ended_at),
    scheduleId: idOf(subscription.schedule),
    schedule: fromStripeSchedule(subscription.schedule),
    pendingUpdate: fromStripePendingUpdate(subscription.pending_update),
    pause: fromStripePause(subscription.pause_collection),
    discountIds: (subscription.discounts ?? []).flatMap((discount) => idOf(discount) ?? []),
    latestInvoiceId: idOf(subscription.latest_invoice),
    startedAt: toDate(subscription.start_date),
  };
}

function fromStripeItem(item: Stripe.SubscriptionItem, old: OldPeriod): SubscriptionItemFacts {
  const start = item.current_period_start ?? old.current_period_start;
  const end = item.current_period_end ?? old.current_period_end;
  if (start === undefined || end === undefined)
    throw new Error(`period_missing: item ${item.id} has no period, nor has its subscription`);
  return {
    id: item.id,
    price: fromStripePrice(item.price),
    quantity: item.quantity ?? 1,
    periodStart: toDate(start),
    periodEnd: toDate(end),
  };
}

/** The portal sets only a date, older calls only the flag; both mean a planned end. */
function cancelAtOf(subscription: Stripe.Subscription, items: SubscriptionItemFacts[]): Date | null {
  if (subscription.cancel_at !== null) return toDate(subscription.cancel_at);
  if (!subscription.cancel_at_period_end) return null;
  return new Date(Math.max(...items.map(({ periodEnd }) => periodEnd.getTime())));
}

/** A state that this version does not know must not pass for one in which a plan is paid. */
function fromStripeStatus(status: string): SubscriptionStatus {
  return SUBSCRIPTION_STATUSES.find((known) => known === status) ?? "unpaid";
}
