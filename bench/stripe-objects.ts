/** Objects of Stripe's that follow from their ids: `in_<hex>` is of `sub_<hex>` and `cus_<hex>`, `re_<hex>` of `pi_<hex>`. */
const MONTH_SECONDS = 30 * 86_400;
/** Whole hours, so that two answers about one subscription agree. */
const HOUR_SECONDS = 3_600;

const PRICE = {
  id: "price_1Bench",
  ...{ object: "price", active: true, billing_scheme: "per_unit", currency: "usd", unit_amount: 2900 },
  ...{ lookup_key: "topup_pro_month_usd", product: "topup_plan_pro", type: "recurring", livemode: false },
  recurring: { interval: "month", interval_count: 1, usage_type: "licensed" },
  metadata: {
    ...{ topup_plan: "pro", topup_credits: "1000", topup_rollover: "none", topup_trial_credits: "0" },
  },
};

function period(): { start: number; end: number } {
  const start = Math.floor(Date.now() / 1000 / HOUR_SECONDS) * HOUR_SECONDS;
  return { start, end: start + MONTH_SECONDS };
}

/** A renewal that was paid. */
export function invoiceOf(hex: string) {
  const { start } = period();
  return {
    id: `in_${hex}`,
    ...{ object: "invoice", status: "paid", billing_reason: "subscription_cycle", customer: `cus_${hex}` },
    ...{ currency: "usd", amount_due: 2900, amount_paid: 2900, amount_remaining: 0, attempt_count: 1 },
    ...{
      next_payment_attempt: null,
      created: start,
      livemode: false,
      metadata: {},
      total: 2900,
      subtotal: 2900,
    },
    status_transitions: {
      finalized_at: start,
      paid_at: start,
      marked_uncollectible_at: null,
      voided_at: null,
    },
    parent: {
      type: "subscription_details",
      subscription_details: { subscription: `sub_${hex}`, metadata: {} },
    },
    lines: listOf(`/v1/invoices/in_${hex}/lines`, lineOf(hex)),
    payments: listOf("/v1/invoice_payments", {
      ...{ id: `inpay_${hex}`, object: "invoice_payment", status: "paid", is_default: true },
      ...{ amount_paid: 2900, payment: { type: "payment_intent", payment_intent: `pi_${hex}` } },
    }),
  };
}

function lineOf(hex: string): object {
  return {
    id: `il_${hex}`,
    ...{ object: "line_item", amount: 2900, currency: "usd", quantity: 1, livemode: false, metadata: {} },
    ...{ description: "1 × Pro (at $29.00 / month)", discount_amounts: [], discounts: [], period: period() },
    parent: {
      type: "subscription_item_details",
      subscription_item_details: {
        ...{ proration: false, subscription: `sub_${hex}`, subscription_item: `si_${hex}` },
      },
    },
    pricing: { type: "price_details", price_details: { price: PRICE.id, product: PRICE.product } },
  };
}

function listOf(url: string, one: object) {
  return { object: "list", data: [one], has_more: false, url };
}

export function subscriptionOf(hex: string) {
  const { start, end } = period();
  const item = {
    ...{ id: `si_${hex}`, object: "subscription_item", price: PRICE, quantity: 1, metadata: {} },
    ...{ current_period_start: start, current_period_end: end },
  };
  return {
    id: `sub_${hex}`,
    ...{ object: "subscription", status: "active", customer: `cus_${hex}`, livemode: false, metadata: {} },
    ...{ trial_end: null, cancel_at: null, cancel_at_period_end: false, canceled_at: null, ended_at: null },
    ...{ schedule: null, pending_update: null, pause_collection: null, discounts: [], start_date: start },
    ...{ cancellation_details: null, created: start, currency: "usd", latest_invoice: `in_${hex}` },
    items: listOf("/v1/subscription_items", item),
  };
}

/** All of a payment of five dollars. */
export function refundOf(hex: string) {
  return {
    id: `re_${hex}`,
    ...{ object: "refund", amount: 500, currency: "usd", payment_intent: `pi_${hex}`, charge: `ch_${hex}` },
    ...{ status: "succeeded", reason: "requested_by_customer", metadata: {}, created: period().start },
    balance_transaction: `txn_${hex}`,
  };
}
