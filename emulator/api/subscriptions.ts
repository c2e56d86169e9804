import type Stripe from "stripe";
import { cancelNow } from "../billing/cancel";
import { createSubscription } from "../billing/create-subscription";
import { pauseNow, resume } from "../billing/pause";
import { previewFields, previewInvoice } from "../billing/preview";
import {
  cancellationDetails,
  createFields,
  prorationBehavior,
  updateFields,
} from "../billing/subscription-params";
import { updateSubscription } from "../billing/update-subscription";
import { atTimeOf } from "../clock/clock-time";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { noSuch, refused } from "../http/errors";
import { inRange, listPage, pageParams, range } from "../http/list";
import { bool, hash, integer, oneOf, type Read, text } from "../http/params";
import { idOf } from "../payments/intent-changes";

const STATUSES = [
  "active",
  "all",
  "canceled",
  "ended",
  "incomplete",
  "incomplete_expired",
  "past_due",
  "paused",
  "trialing",
  "unpaid",
] as const;

const listFields = {
  ...pageParams,
  collection_method: oneOf("charge_automatically", "send_invoice"),
  current_period_end: range,
  current_period_start: range,
  customer: text,
  price: text,
  status: oneOf(...STATUSES),
  test_clock: text,
};

function find(call: Call): Stripe.Subscription {
  const found = call.emulator.store.get("subscription", call.id);
  if (found === undefined) throw noSuch("subscription", call.id, "id", "path");
  return found;
}

/** Does something to the subscription of the path, at the time its customer lives in. */
function on<T>(call: Call, work: (subscription: Stripe.Subscription) => T): T {
  const subscription = find(call);
  return atTimeOf(call, idOf(subscription.customer), () => work(subscription));
}

/** Canceled ones are listed only when asked for; those of test clocks only with their clock or customer. */
function isListed(row: Stripe.Subscription, params: Read<typeof listFields>): boolean {
  const { status, test_clock: clock } = params;
  const ended = row.status === "canceled" || row.status === "incomplete_expired";
  const inStatus =
    status === undefined ? !ended : status === "all" || (status === "ended" ? ended : status === row.status);
  const inClock =
    clock === undefined ? row.test_clock === null || params.customer !== undefined : clock === row.test_clock;
  return (
    inStatus &&
    inClock &&
    (params.customer ?? row.customer) === row.customer &&
    (params.collection_method ?? row.collection_method) === row.collection_method &&
    row.items.data.some(
      (item) =>
        (params.price ?? item.price.id) === item.price.id &&
        inRange(item.current_period_end, params.current_period_end) &&
        inRange(item.current_period_start, params.current_period_start),
    )
  );
}

const cancelFields = { cancellation_details: cancellationDetails, invoice_now: bool, prorate: bool };

function cancel(
  call: Call,
  subscription: Stripe.Subscription,
  params: Read<typeof cancelFields>,
): Stripe.Subscription {
  if (subscription.ended_at !== null) throw noSuch("subscription", subscription.id, "id", "path");
  const { comment, feedback } = params.cancellation_details ?? {};
  return cancelNow(call, subscription, {
    reason: "cancellation_requested",
    ...(comment === undefined ? {} : { comment }),
    ...(feedback === undefined ? {} : { feedback }),
    prorate: params.prorate === true,
    invoiceNow: params.invoice_now === true,
  });
}

export const subscriptionEndpoints: Endpoint[] = [
  endpoint("POST", "/v1/invoices/create_preview", {
    params: previewFields,
    run(call, params) {
      const { store } = call.emulator;
      const subscription = store.get("subscription", params.subscription ?? "");
      const customer = params.customer ?? idOf(subscription?.customer ?? null);
      return atTimeOf(call, customer, () => previewInvoice(call, params));
    },
  }),
  endpoint("POST", "/v1/subscriptions", { params: createFields, run: createSubscription }),
  endpoint("GET", "/v1/subscriptions", {
    params: listFields,
    run: (call, params) =>
      listPage(call.emulator.store, "subscription", "/v1/subscriptions", params, (row) =>
        isListed(row, params),
      ),
  }),
  endpoint("GET", "/v1/subscriptions/:id", { run: find }),
  endpoint("POST", "/v1/subscriptions/:id", {
    params: updateFields,
    run: (call, params) => on(call, (one) => updateSubscription(call, one, params)),
  }),
  endpoint("DELETE", "/v1/subscriptions/:id", {
    params: cancelFields,
    run: (call, params) => on(call, (one) => cancel(call, one, params)),
  }),
  endpoint("POST", "/v1/subscriptions/:id/pause", {
    params: { type: oneOf("subscription") },
    run: (call) =>
      on(call, (one) => {
        if (one.status === "active" || one.status === "trialing")
          return pauseNow(call, one, "pause_requested");
        throw refused(`Only active subscriptions can be paused; this one is ${one.status}.`);
      }),
  }),
  endpoint("POST", "/v1/subscriptions/:id/resume", {
    params: {
      billing_cycle_anchor: hash({ type: oneOf("now", "unchanged") }),
      payment_behavior: oneOf("resume_on_payment_attempt", "resume_on_payment_success"),
      proration_behavior: prorationBehavior,
      proration_date: integer,
    },
    run: (call, params) =>
      on(call, (one) =>
        resume(call, one, {
          anchor: params.billing_cycle_anchor?.type ?? "now",
          needsPayment: params.payment_behavior === "resume_on_payment_success",
        }),
      ),
  }),
  endpoint("GET", "/v1/subscription_items", {
    params: { ...pageParams, subscription: text },
    run(call, params) {
      const found = call.emulator.store.get("subscription", params.subscription ?? "");
      if (found === undefined)
        throw noSuch("subscription", params.subscription ?? "", "subscription", "body");
      return found.items;
    },
  }),
];
