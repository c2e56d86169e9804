import type Stripe from "stripe";
import { atTimeOf } from "../clock/clock-time";
import { nowSeconds } from "../context";
import type { Cause } from "../http/endpoint";
import { badParam, missing, noSuch, refused } from "../http/errors";
import { mergeMetadata } from "../http/fields";
import { checkCurrency } from "../payments/currencies";
import { describeSubscription, discountsFor } from "./describe-subscription";
import { startFirstInvoice } from "./first-invoice";
import { periodAround } from "./periods";
import { recurringOf } from "./prices";
import { type GivenItem, newItem, priceOf } from "./subscription-items";
import { type CreateParams, refuseClassic } from "./subscription-params";
import { itemsList, subscriptionRecord } from "./subscription-record";
import { announceTrial } from "./subscriptions";

const MAX_ITEMS = 100;

/** Starts a subscription: its items, its first invoice, and the money or the wait for it. */
export function createSubscription(cause: Cause, params: CreateParams): Stripe.Subscription {
  if (params.customer === undefined) throw missing("customer");
  const customer = cause.emulator.store.get("customer", params.customer);
  if (customer === undefined) throw noSuch("customer", params.customer, "customer", "body");
  const { items } = params;
  if (items === undefined || items.length === 0) throw missing("items");
  if (items.length > MAX_ITEMS) throw badParam(undefined, "items", `At most ${MAX_ITEMS} items.`);
  refuseClassic(params.billing_mode?.type);
  if (params.backdate_start_date !== undefined) {
    throw badParam(
      "not_emulated",
      "backdate_start_date",
      "The emulator does not start subscriptions in the past.",
    );
  }
  return atTimeOf(cause, customer.id, () => {
    const subscription = build(cause, customer, items, params);
    const started = startFirstInvoice(cause, subscription, params);
    if (started.trial_end !== null) announceTrial(cause, started);
    return cause.emulator.store.get("subscription", started.id) ?? started;
  });
}

function build(
  cause: Cause,
  customer: Stripe.Customer,
  given: readonly GivenItem[],
  params: CreateParams,
): Stripe.Subscription {
  const entries = given.map(({ price_data: data, ...entry }, index) => {
    const price = priceOf(cause, data === undefined ? entry : { price_data: data }, `items[${index}]`);
    return { price, entry: price === null ? entry : { ...entry, price: price.id } };
  });
  const first = entries[0]?.price ?? null;
  const currency = checkCurrency(params.currency ?? first?.currency ?? "usd");
  const blank = subscriptionRecord(customer, currency);
  const now = nowSeconds();
  const trialEnd = trialEndOf(params, first, now);
  const anchor = trialEnd ?? anchorOf(params, now);
  const items = entries.map(({ entry }, index) =>
    newItem(cause, blank.id, entry, `items[${index}]`, (price) =>
      anchor > now ? { start: now, end: anchor } : periodAround(anchor, recurringOf(price), now),
    ),
  );
  const subscription: Stripe.Subscription = {
    ...blank,
    billing_cycle_anchor: anchor,
    items: itemsList(blank.id, items),
    metadata: mergeMetadata(null, params.metadata),
    trial_end: trialEnd,
    trial_start: trialEnd === null ? null : now,
    status: trialEnd === null ? "incomplete" : "trialing",
  };
  const described = { ...subscription, ...describeSubscription(cause, subscription, params) };
  return { ...described, discounts: discountsFor(cause, described, params.discounts) };
}

function trialEndOf(params: CreateParams, price: Stripe.Price | null, now: number): number | null {
  const { trial_end: end, trial_period_days: days } = params;
  if (end !== undefined && days !== undefined) {
    throw badParam("parameters_exclusive", "trial_end", "Pass either trial_end or trial_period_days.");
  }
  if (typeof end === "number") {
    if (end > now) return end;
    throw refused("Invalid timestamp: must be an integer Unix timestamp in the future.", {
      param: "trial_end",
    });
  }
  const ofPrice = params.trial_from_plan === true ? price?.recurring?.trial_period_days : undefined;
  const length = end === "now" ? 0 : (days ?? ofPrice ?? 0);
  return length > 0 ? now + length * 86_400 : null;
}

function anchorOf(params: CreateParams, now: number): number {
  const anchor = params.billing_cycle_anchor;
  if (anchor === undefined) return now;
  if (anchor >= now) return anchor;
  throw refused("Timestamp cannot be before the subscription start date.", { param: "billing_cycle_anchor" });
}
