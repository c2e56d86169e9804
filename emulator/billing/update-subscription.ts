import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { refused } from "../http/errors";
import { mergeMetadata } from "../http/fields";
import { newId } from "../store/ids";
import { describeSubscription, discountsFor } from "./describe-subscription";
import { pendingItems } from "./invoice-items";
import { periodAround } from "./periods";
import { recurringOf } from "./prices";
import { creditPart, debitPart, type Part, writeParts } from "./prorate";
import { endsWithTrial } from "./renew";
import { retime } from "./retime";
import type { UpdateParams } from "./subscription-params";
import { announceTrial, changeSubscription, isOver } from "./subscriptions";
import { type Bill, billUpdate } from "./update-invoice";

const AFTER_END = ["cancellation_details", "metadata", "description"];
const MANAGED = ["items", "trial_end", "billing_cycle_anchor", "cancel_at", "cancel_at_period_end"] as const;

/** Changes a subscription, with the credits, debits and the invoice that follow from it. */
export function updateSubscription(
  cause: Cause,
  before: Stripe.Subscription,
  params: UpdateParams,
  bySchedule = false,
): Stripe.Subscription {
  checkUpdatable(before, params, bySchedule);
  const described = {
    ...before,
    ...describeSubscription(cause, before, params),
    ...(params.pause_collection === undefined ? {} : { pause_collection: pauseOf(params) }),
    metadata: mergeMetadata(before.metadata, params.metadata),
    discounts: discountsFor(cause, before, params.discounts),
  };
  const moves = [params.items, params.trial_end].some((one) => one !== undefined);
  if (!moves && params.billing_cycle_anchor?.type !== "now")
    return changeSubscription(cause, before, described);
  if (params.trial_end === "now" && endsWithTrial(cause, before)) {
    return cause.emulator.store.get("subscription", before.id) ?? before;
  }
  const at = prorationDate(before, params);
  const { target, restarts } = retime(cause, described, params, at);
  const prorates = (params.proration_behavior ?? "create_prorations") !== "none";
  const parts = prorates ? prorations(cause, before, target, restarts, at) : [];
  const after = write(cause, before, target, { params, parts, restarts, at });
  if (target.trial_end !== before.trial_end && target.status === "trialing") announceTrial(cause, after);
  return cause.emulator.store.get("subscription", before.id) ?? after;
}

function checkUpdatable(before: Stripe.Subscription, params: UpdateParams, bySchedule: boolean): void {
  const names = Object.keys(params);
  if (isOver(before) && names.some((name) => !AFTER_END.includes(name))) {
    throw refused("A canceled subscription can only update its cancellation_details and metadata.", {
      code: "invalid_canceled_subscription_fields",
    });
  }
  const managed = MANAGED.filter((name) => params[name] !== undefined);
  if (before.schedule !== null && !bySchedule && managed.length > 0) {
    throw refused(
      `The subscription is managed by the subscription schedule \`${String(before.schedule)}\`, and updating any ${managed.join(", ")} directly is not allowed. Please update the schedule instead.`,
    );
  }
  if (before.pending_update !== null && params.payment_behavior !== "pending_if_incomplete" && params.items) {
    throw refused("This subscription has a pending update: pay or void its invoice first.");
  }
}

function pauseOf({ pause_collection: given }: UpdateParams): Stripe.Subscription.PauseCollection | null {
  if (!given) return null;
  return { behavior: given.behavior ?? "void", resumes_at: given.resumes_at ?? null };
}

function prorationDate(before: Stripe.Subscription, { proration_date: given }: UpdateParams): number {
  if (given === undefined) return nowSeconds();
  const start = Math.min(...before.items.data.map((item) => item.current_period_start));
  const end = Math.max(...before.items.data.map((item) => item.current_period_end));
  if (given >= start && given <= end) return given;
  throw refused("Cannot prorate: the proration date is outside of the current period.", {
    param: "proration_date",
  });
}

/** Credits for what changes or goes, debits for what changes or comes. A restart bills its items in full instead. */
function prorations(
  cause: Cause,
  before: Stripe.Subscription,
  target: Stripe.Subscription,
  restarts: boolean,
  at: number,
): Part[] {
  const starting = target.status === "trialing" && before.status !== "trialing";
  const kept = new Map(target.items.data.map((item) => [item.id, item]));
  const credits = before.items.data.flatMap((old) => {
    const now = kept.get(old.id);
    const same = now !== undefined && now.price.id === old.price.id && now.quantity === old.quantity;
    return same && !restarts && !starting ? [] : creditPart(cause, old, at);
  });
  if (restarts || target.status === "trialing") return credits;
  const olds = new Map(before.items.data.map((item) => [item.id, item]));
  const debits = target.items.data.flatMap((item) => {
    const old = olds.get(item.id);
    if (old !== undefined && old.price.id === item.price.id && old.quantity === item.quantity) return [];
    const whole = periodAround(target.billing_cycle_anchor, recurringOf(item.price), at);
    return debitPart(cause, target, item, whole, at);
  });
  return [...credits, ...debits];
}

type Plan = Omit<Bill, "id"> & { params: UpdateParams };

function write(
  cause: Cause,
  before: Stripe.Subscription,
  target: Stripe.Subscription,
  plan: Plan,
): Stripe.Subscription {
  const { params, restarts, parts } = plan;
  const waiting = pendingItems(cause, String(before.customer), before.currency, before.id).length > 0;
  const bills = restarts || (params.proration_behavior === "always_invoice" && (waiting || parts.length > 0));
  if (bills) return billUpdate(cause, before, target, { ...plan, id: newId("in") }, params.payment_behavior);
  const after = changeSubscription(cause, before, target);
  if (before.status === "trialing" && target.status !== "trialing") {
    emit(cause, "customer.subscription.trial_will_end", after);
  }
  writeParts(cause, after, parts);
  return after;
}
