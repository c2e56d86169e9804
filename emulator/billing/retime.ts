import type Stripe from "stripe";
import { nowSeconds } from "../context";
import type { Cause } from "../http/endpoint";
import { refused } from "../http/errors";
import { periodAround } from "./periods";
import { recurringOf } from "./prices";
import { changedItems } from "./subscription-items";
import type { UpdateParams } from "./subscription-params";
import { itemsList } from "./subscription-record";

/** What a subscription is to become, and whether all its periods begin anew now. */
export interface Retimed {
  target: Stripe.Subscription;
  restarts: boolean;
}

/** The subscription with the items, the anchor and the trial that an update asks for. `at`: from when on it counts. */
export function retime(cause: Cause, before: Stripe.Subscription, params: UpdateParams, at: number): Retimed {
  const now = nowSeconds();
  const trial = trialOf(before, params, now);
  const restarts = params.billing_cycle_anchor?.type === "now" || trial.endsNow;
  const anchor = restarts ? now : (trial.until ?? before.billing_cycle_anchor);
  const period = (price: Stripe.Price, old: Stripe.SubscriptionItem | null) => {
    if (restarts) return periodAround(now, recurringOf(price), now);
    if (trial.until !== null) return { start: old?.current_period_start ?? now, end: trial.until };
    if (old !== null && isSameRhythm(old.price, price)) {
      return { start: old.current_period_start, end: old.current_period_end };
    }
    return { start: at, end: periodAround(anchor, recurringOf(price), at).end };
  };
  const changed = changedItems(cause, before, params.items ?? [], period);
  const items = changed.map((item) => {
    const { start, end } = period(item.price, item);
    const wholeAnew = restarts || trial.until !== null;
    return wholeAnew ? { ...item, current_period_start: start, current_period_end: end } : item;
  });
  return {
    restarts,
    target: {
      ...before,
      billing_cycle_anchor: anchor,
      items: itemsList(before.id, items),
      ...trialFields(before, trial, now),
    },
  };
}

interface Trial {
  /** The trial goes on until then; null without one. */
  until: number | null;
  endsNow: boolean;
}

function trialOf(before: Stripe.Subscription, { trial_end: wanted }: UpdateParams, now: number): Trial {
  const running = before.status === "trialing";
  if (wanted === undefined) return { until: running ? before.trial_end : null, endsNow: false };
  if (wanted === "now") return { until: null, endsNow: running };
  if (wanted > now) return { until: wanted, endsNow: false };
  throw refused("Invalid timestamp: must be an integer Unix timestamp in the future.", {
    param: "trial_end",
  });
}

function trialFields(before: Stripe.Subscription, trial: Trial, now: number): Partial<Stripe.Subscription> {
  if (trial.endsNow) return { trial_end: now, status: "active" };
  if (trial.until === null || trial.until === before.trial_end) return {};
  const trial_start = before.status === "trialing" ? before.trial_start : now;
  return { trial_end: trial.until, trial_start, status: "trialing" };
}

export function isSameRhythm(a: Stripe.Price, b: Stripe.Price): boolean {
  const [first, second] = [recurringOf(a), recurringOf(b)];
  return first.interval === second.interval && first.interval_count === second.interval_count;
}
