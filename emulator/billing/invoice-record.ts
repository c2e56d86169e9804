import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { newId } from "../store/ids";

/** What no invoice of this emulator has. */
const UNUSED = {
  account_country: "US",
  account_name: "Topup",
  account_tax_ids: null,
  amount_overpaid: 0,
  amount_shipping: 0,
  application: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
  custom_fields: null,
  customer_account: null,
  default_source: null,
  default_tax_rates: [],
  from_invoice: null,
  last_finalization_error: null,
  latest_revision: null,
  livemode: false,
  on_behalf_of: null,
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  statement_descriptor: null,
  total_pretax_credit_amounts: [],
  total_taxes: [],
};

/** What every draft starts with. */
const INITIAL = {
  amount_due: 0,
  amount_paid: 0,
  amount_remaining: 0,
  attempt_count: 0,
  attempted: false,
  auto_advance: false,
  automatically_finalizes_at: null,
  customer_tax_ids: [],
  default_payment_method: null,
  description: null,
  discounts: [],
  due_date: null,
  effective_at: null,
  ending_balance: null,
  footer: null,
  hosted_invoice_url: null,
  invoice_pdf: null,
  metadata: {},
  next_payment_attempt: null,
  number: null,
  starting_balance: 0,
  subtotal: 0,
  subtotal_excluding_tax: 0,
  total: 0,
  total_discount_amounts: [],
  total_excluding_tax: 0,
  webhooks_delivered_at: null,
};

export interface InvoicePlan {
  customer: Stripe.Customer;
  currency: string;
  reason: Stripe.Invoice.BillingReason;
  collection: Stripe.Invoice.CollectionMethod;
  parent: Stripe.Invoice.Parent | null;
  /** The billing period looked back on; not the time that the lines are for. */
  period: { start: number; end: number };
}

/** A draft without lines. */
export function invoiceRecord({
  customer,
  currency,
  reason,
  collection,
  parent,
  period,
}: InvoicePlan): Stripe.Invoice {
  const id = newId("in");
  return {
    id,
    object: "invoice",
    ...UNUSED,
    ...INITIAL,
    billing_reason: reason,
    collection_method: collection,
    created: nowSeconds(),
    currency,
    customer: customer.id,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: customer.shipping as Stripe.Invoice.CustomerShipping | null,
    customer_tax_exempt: customer.tax_exempt ?? "none",
    issuer: { type: "self" },
    lines: linesOf(id, []),
    parent,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: period.end,
    period_start: period.start,
    status: "draft",
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    test_clock: customer.test_clock ?? null,
  };
}

export function linesOf(
  invoice: string,
  data: Stripe.InvoiceLineItem[],
): Stripe.ApiList<Stripe.InvoiceLineItem> {
  return { object: "list", data, has_more: false, url: `/v1/invoices/${invoice}/lines` };
}
