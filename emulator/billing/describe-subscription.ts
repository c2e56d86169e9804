import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { noSuch, refused } from "../http/errors";
import type { Read } from "../http/params";
import { idOf } from "../payments/intent-changes";
import { type discountFields, redeemAll } from "./discounts";
import type { CreateParams, UpdateParams } from "./subscription-params";

type Described = Omit<CreateParams & UpdateParams, "billing_cycle_anchor" | "payment_behavior">;

/** What create and update say of a subscription alike, apart from its items and its money. */
export function describeSubscription(
  cause: Cause,
  old: Stripe.Subscription,
  params: Described,
): Partial<Stripe.Subscription> {
  const { default_payment_method: method } = params;
  if (method) requireMethod(cause, method, idOf(old.customer));
  const collection = params.collection_method;
  if (collection === "send_invoice" && (params.days_until_due ?? old.days_until_due) === null) {
    throw refused("`days_until_due` is required when `collection_method` is `send_invoice`.", {
      param: "days_until_due",
    });
  }
  return {
    ...(method === undefined ? {} : { default_payment_method: method }),
    ...(params.description === undefined ? {} : { description: params.description }),
    ...(collection === undefined ? {} : { collection_method: collection }),
    ...(params.days_until_due === undefined ? {} : { days_until_due: params.days_until_due }),
    ...settingsOf(old, params),
    ...trialSettingsOf(params),
    ...cancelOf(old, params),
  };
}

function requireMethod(cause: Cause, id: string, customer: string | null): void {
  const found = cause.emulator.store.get("payment_method", id);
  if (found === undefined) throw noSuch("PaymentMethod", id, "default_payment_method", "body");
  if (found.customer === customer) return;
  throw refused(
    `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
    { code: "resource_missing", param: "default_payment_method" },
  );
}

function settingsOf(
  old: Stripe.Subscription,
  { payment_settings: given }: Described,
): Partial<Stripe.Subscription> {
  if (given === undefined) return {};
  const before = old.payment_settings;
  return {
    payment_settings: {
      payment_method_options: before?.payment_method_options ?? null,
      payment_method_types: (given.payment_method_types as never) ?? before?.payment_method_types ?? null,
      save_default_payment_method:
        given.save_default_payment_method ?? before?.save_default_payment_method ?? "off",
    },
  };
}

function trialSettingsOf({ trial_settings: given }: Described): Partial<Stripe.Subscription> {
  const behavior = given?.end_behavior?.missing_payment_method;
  if (behavior === undefined) return {};
  const end_behavior = { billing_cycle_anchor: null, missing_payment_method: behavior };
  return { trial_settings: { end_behavior } };
}

/** When it is to end: at the end of what is paid for, at a date, or not any more. */
function cancelOf(old: Stripe.Subscription, params: Described): Partial<Stripe.Subscription> {
  const { cancel_at: at, cancel_at_period_end: atEnd, cancellation_details: why } = params;
  if (at !== undefined && at !== null && atEnd === true) {
    throw refused("Pass either cancel_at or cancel_at_period_end.", { code: "parameters_exclusive" });
  }
  const before = old.cancellation_details;
  const noted = {
    comment: why?.comment === undefined ? (before?.comment ?? null) : why.comment,
    feedback: why?.feedback === undefined ? (before?.feedback ?? null) : why.feedback,
    feedback_option: null,
  };
  const ends = old.items.data.map((item) => item.current_period_end);
  const bound =
    at === "min_period_end" ? Math.min(...ends) : at === "max_period_end" ? Math.max(...ends) : at;
  const date = atEnd === true ? Math.max(...ends) : bound;
  if (typeof date === "number") {
    if (date <= nowSeconds()) throw refused("cancel_at must be in the future.", { param: "cancel_at" });
    return {
      cancel_at: date,
      cancel_at_period_end: atEnd === true,
      canceled_at: nowSeconds(),
      cancellation_details: { ...noted, reason: "cancellation_requested" },
    };
  }
  const takenBack = date === null || (atEnd === false && old.cancel_at_period_end);
  if (!takenBack)
    return why === undefined ? {} : { cancellation_details: { ...noted, reason: before?.reason ?? null } };
  return {
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
  };
}

/** The discounts of a subscription; new ones are said to be there. */
export function discountsFor(
  cause: Cause,
  subscription: Stripe.Subscription,
  given: Read<{ discounts: typeof discountFields }>["discounts"],
): string[] {
  if (given === undefined) return subscription.discounts.map(String);
  const bearer = { customer: String(subscription.customer), subscription: subscription.id };
  const ids = redeemAll(cause, given, bearer);
  for (const id of ids) {
    const discount = cause.emulator.store.get("discount", id);
    if (discount !== undefined && !subscription.discounts.includes(id)) {
      emit(cause, "customer.discount.created", discount);
    }
  }
  return ids;
}
