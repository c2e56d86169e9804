import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { wireDecimal } from "../http/fields";
import { newId } from "../store/ids";

/** What no subscription of this emulator has. */
const UNUSED = {
  application: null,
  application_fee_percent: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null },
  billing_cycle_anchor_config: null,
  billing_schedules: [],
  billing_thresholds: null,
  customer_account: null,
  default_source: null,
  default_tax_rates: [],
  livemode: false,
  managed_payments: null,
  next_pending_invoice_item_invoice: null,
  on_behalf_of: null,
  pending_invoice_item_interval: null,
  transfer_data: null,
};

/** What every subscription starts with. */
const INITIAL = {
  cancel_at: null,
  cancel_at_period_end: false,
  canceled_at: null,
  days_until_due: null,
  default_payment_method: null,
  description: null,
  discounts: [],
  ended_at: null,
  latest_invoice: null,
  metadata: {},
  pause_collection: null,
  pending_setup_intent: null,
  pending_update: null,
  schedule: null,
  trial_end: null,
  trial_start: null,
};

/** A subscription before its items and its first invoice. */
export function subscriptionRecord(customer: Stripe.Customer, currency: string): Stripe.Subscription {
  const now = nowSeconds();
  const id = newId("sub");
  return {
    id,
    object: "subscription",
    ...UNUSED,
    ...INITIAL,
    billing_cycle_anchor: now,
    billing_mode: { flexible: { proration_discounts: "included" }, type: "flexible" },
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: "charge_automatically",
    created: now,
    currency,
    customer: customer.id,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: "self" },
    },
    items: itemsList(id, []),
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: "off",
    },
    start_date: now,
    status: "incomplete",
    test_clock: customer.test_clock ?? null,
    trial_settings: {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: "create_invoice" },
    },
  };
}

export function itemsList(
  subscription: string,
  data: Stripe.SubscriptionItem[],
): Stripe.ApiList<Stripe.SubscriptionItem> {
  return {
    object: "list",
    data,
    has_more: false,
    url: `/v1/subscription_items?subscription=${subscription}`,
  };
}

/** The old name of a price, which items still carry. */
export function planView(price: Stripe.Price): Stripe.Plan {
  const recurring = price.recurring;
  return {
    id: price.id,
    object: "plan",
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: wireDecimal(Number(price.unit_amount_decimal)),
    billing_scheme: "per_unit",
    created: price.created,
    currency: price.currency,
    interval: recurring?.interval ?? "month",
    interval_count: recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: recurring?.trial_period_days ?? null,
    usage_type: "licensed",
  };
}
