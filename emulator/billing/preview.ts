import type Stripe from "stripe";
import { atTime, nowSeconds } from "../context";
import type { Call, Cause } from "../http/endpoint";
import { ApiError, missing, noSuch } from "../http/errors";
import { opaque } from "../http/fields";
import { bool, clearable, hash, integer, oneOf, type Read, text } from "../http/params";
import { cancelNow } from "./cancel";
import { createSubscription } from "./create-subscription";
import { discountFields } from "./discounts";
import { pendingItems } from "./invoice-items";
import { invoiceRecord, linesOf } from "./invoice-record";
import { invoiceItemLine } from "./lines";
import { renew } from "./renew";
import { type createFields, noTax, type UpdateParams, updateFields } from "./subscription-params";
import { isOver, nextPeriodEnd } from "./subscriptions";
import { customerOf, withLines } from "./totals";
import { updateSubscription } from "./update-subscription";

const { billing_cycle_anchor, cancel_at, cancel_at_period_end, items, metadata, proration_behavior } =
  updateFields;

const detailFields = {
  billing_cycle_anchor,
  billing_mode: opaque,
  cancel_at,
  cancel_at_period_end,
  cancel_now: bool,
  items,
  metadata,
  proration_behavior,
  proration_date: integer,
  trial_end: updateFields.trial_end,
};

export const previewFields = {
  automatic_tax: noTax,
  currency: text,
  customer: text,
  customer_details: opaque,
  discounts: discountFields,
  issuer: opaque,
  on_behalf_of: clearable,
  preview_mode: oneOf("next", "recurring"),
  schedule: text,
  subscription: text,
  subscription_details: hash(detailFields),
};
type Params = Read<typeof previewFields>;

/** Plays something through and takes it all back: a preview is what would really happen, not a second computation. */
function rehearse<T>(cause: Cause, work: () => T): T {
  const undo = cause.emulator.store.savepoint();
  try {
    return work();
  } finally {
    undo();
  }
}

/** The invoice that comes next, or that a change would bring. */
export function previewInvoice(call: Call, params: Params): Stripe.Invoice {
  const invoice = rehearse(call, () => draw(call, params));
  if (invoice === null) {
    throw new ApiError(404, {
      type: "invalid_request_error",
      code: "invoice_upcoming_none",
      message: `No upcoming invoices for customer: ${params.customer ?? params.subscription ?? ""}`,
    });
  }
  return invoice;
}

function draw(call: Call, params: Params): Stripe.Invoice | null {
  if (params.subscription === undefined) return drawNew(call, params);
  const found = call.emulator.store.get("subscription", params.subscription);
  if (found === undefined) throw noSuch("subscription", params.subscription, "subscription", "body");
  const { cancel_now: cancels, ...details } = params.subscription_details ?? {};
  if (cancels === true) return drawLast(call, found, details.proration_behavior !== "none");
  const { discounts } = params;
  const wish: UpdateParams = { ...details, ...(discounts === undefined ? {} : { discounts }) };
  const { billing_mode: _mode, ...change } = wish as UpdateParams & { billing_mode?: unknown };
  const changed =
    Object.keys(change).length === 0
      ? found
      : updateSubscription(
          call,
          { ...found, schedule: null },
          { ...change, payment_behavior: "default_incomplete" },
        );
  if (changed.latest_invoice !== found.latest_invoice) {
    return shown(call, String(changed.latest_invoice), "subscription_update");
  }
  const next = upcomingInvoice(call, changed);
  return next !== null && params.preview_mode === "recurring" ? recurringOnly(call, next) : next;
}

/** The next renewal as it would be now; null when there will be none. */
export function upcomingInvoice(cause: Cause, subscription: Stripe.Subscription): Stripe.Invoice | null {
  if (isOver(subscription) || subscription.status === "paused") return null;
  return rehearse(cause, () => {
    const end = nextPeriodEnd(subscription);
    const last = subscription.cancel_at !== null && subscription.cancel_at <= end;
    if (last) return null;
    const draft = atTime(end, () => renew(cause, subscription));
    return draft === null ? null : shown(cause, draft.id, "upcoming");
  });
}

/** The first invoice of a subscription that is not there yet, or what waits for the customer. */
function drawNew(call: Call, params: Params): Stripe.Invoice | null {
  if (params.customer === undefined) throw missing("customer");
  const { items: wanted, trial_end, proration_behavior: prorates } = params.subscription_details ?? {};
  if (wanted === undefined) return drawPending(call, params.customer, params.currency);
  const subscription = createSubscription(call, {
    customer: params.customer,
    items: wanted,
    payment_behavior: "default_incomplete",
    ...(params.currency === undefined ? {} : { currency: params.currency }),
    ...(params.discounts === undefined ? {} : { discounts: params.discounts }),
    ...(trial_end === undefined ? {} : { trial_end }),
    ...(prorates === undefined ? {} : { proration_behavior: prorates }),
  } satisfies Read<typeof createFields>);
  return shown(call, String(subscription.latest_invoice), "subscription_create");
}

function drawPending(call: Call, id: string, currency: string | undefined): Stripe.Invoice | null {
  const customer = call.emulator.store.get("customer", id);
  if (customer === undefined) throw noSuch("customer", id, "customer", "body");
  const unit = currency ?? customer.currency ?? "usd";
  const waiting = pendingItems(call, id, unit, null);
  if (waiting.length === 0) return null;
  const now = nowSeconds();
  const blank = invoiceRecord({
    customer,
    currency: unit,
    reason: "upcoming",
    collection: "charge_automatically",
    parent: null,
    period: { start: now, end: now },
  });
  return {
    ...withLines(call, blank, waiting.map(invoiceItemLine)),
    id: blank.id.replace("in_", "upcoming_in_"),
  };
}

function drawLast(call: Call, subscription: Stripe.Subscription, prorate: boolean): Stripe.Invoice | null {
  const after = cancelNow(call, subscription, {
    reason: "cancellation_requested",
    prorate,
    invoiceNow: true,
  });
  if (after.latest_invoice === subscription.latest_invoice) return null;
  return shown(call, String(after.latest_invoice), "subscription_update");
}

/** A rehearsed invoice as a draft that does not exist. */
function shown(cause: Cause, id: string, reason: Stripe.Invoice.BillingReason): Stripe.Invoice | null {
  const found = cause.emulator.store.get("invoice", id);
  if (found === undefined) return null;
  const blank = invoiceRecord({
    customer: customerOf(cause, found),
    currency: found.currency,
    reason,
    collection: found.collection_method,
    parent: found.parent,
    period: { start: found.period_start, end: found.period_end },
  });
  const { lines, discounts, subtotal, total, total_discount_amounts, starting_balance, amount_due } = found;
  const sums = { subtotal, total, subtotal_excluding_tax: subtotal, total_excluding_tax: total };
  return {
    ...blank,
    ...sums,
    id: id.replace("in_", "upcoming_in_"),
    created: found.created,
    lines: linesOf(blank.id, lines.data),
    discounts,
    total_discount_amounts,
    starting_balance,
    ending_balance: total + starting_balance - amount_due,
    amount_due,
    amount_remaining: amount_due,
  };
}

/** Only what comes again with each renewal. */
function recurringOnly(cause: Cause, invoice: Stripe.Invoice): Stripe.Invoice {
  const lines = invoice.lines.data.filter(
    ({ parent }) => parent?.subscription_item_details?.proration === false,
  );
  return withLines(cause, invoice, lines);
}
