import type Stripe from "stripe";
import { clockOf } from "../clock/clock-time";
import { plan, unplan } from "../clock/tasks";
import { nowSeconds } from "../context";
import { changedFrom, emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { idOf } from "../payments/intent-changes";
import type { TaskKind } from "../store/records";

export const INCOMPLETE_SECONDS = 23 * 3600;
const ANNOUNCE_SECONDS = 7 * 86_400;
const TRIAL_NOTICE_SECONDS = 3 * 86_400;

/** Statuses in which a subscription is over for good. */
export function isOver({ status }: Stripe.Subscription): boolean {
  return status === "canceled" || status === "incomplete_expired";
}

/** Writes a changed subscription, and plans anew what happens to it next, without saying so. */
export function putSubscription(
  cause: Cause,
  subscription: Stripe.Subscription,
  change: Partial<Stripe.Subscription> = {},
): Stripe.Subscription {
  const after = cause.emulator.store.put("subscription", subscription.id, { ...subscription, ...change });
  replan(cause, after);
  return after;
}

/** Writes a changed subscription and says `customer.subscription.updated` when something changed. */
export function changeSubscription(
  cause: Cause,
  before: Stripe.Subscription,
  change: Partial<Stripe.Subscription>,
): Stripe.Subscription {
  const after = putSubscription(cause, before, change);
  const previous = changedFrom(before, after);
  if (Object.keys(previous).length > 0) emit(cause, "customer.subscription.updated", after, previous);
  return after;
}

export function nextPeriodEnd(subscription: Stripe.Subscription): number {
  return Math.min(...subscription.items.data.map((item) => item.current_period_end));
}

/** The calendar of a subscription follows from its state alone, so that a change of it cannot leave an old plan behind. */
function replan(cause: Cause, subscription: Stripe.Subscription): void {
  const clock = clockOf(cause, idOf(subscription.customer));
  const set = (kind: TaskKind, at: number | null) => {
    if (at === null) unplan(cause, kind, subscription.id);
    else plan(cause, kind, subscription.id, { at, clock });
  };
  const live = ["trialing", "active", "past_due", "unpaid"].includes(subscription.status);
  const end = live ? nextPeriodEnd(subscription) : null;
  const notice = end === null ? null : end - ANNOUNCE_SECONDS;
  const incomplete = subscription.status === "incomplete";
  set("renew_subscription", end);
  set("announce_renewal", notice !== null && notice > nowSeconds() ? notice : null);
  set("cancel_subscription", isOver(subscription) ? null : subscription.cancel_at);
  set("expire_incomplete", incomplete ? subscription.created + INCOMPLETE_SECONDS : null);
  set("expire_pending_update", subscription.pending_update?.expires_at ?? null);
  set("resume_collection", live ? (subscription.pause_collection?.resumes_at ?? null) : null);
  if (subscription.status !== "trialing") set("announce_trial_end", null);
}

/** Three days before its end a trial is announced, and at once when it is shorter than that. */
export function announceTrial(cause: Cause, { id, customer, trial_end }: Stripe.Subscription): void {
  if (trial_end === null) return;
  const at = Math.max(nowSeconds(), trial_end - TRIAL_NOTICE_SECONDS);
  plan(cause, "announce_trial_end", id, { at, clock: clockOf(cause, idOf(customer)) });
}
