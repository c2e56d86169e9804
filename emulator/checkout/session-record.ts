import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { newId } from "../store/ids";

type Session = Stripe.Checkout.Session;

const DAY_SECONDS = 86_400;

/** What no session of this emulator has. */
const UNUSED = {
  adaptive_pricing: { enabled: false },
  after_expiration: null,
  allow_promotion_codes: null,
  allowed_payment_method_types: null,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  billing_address_collection: null,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  customer_account: null,
  customer_creation: "if_required",
  discounts: [],
  integration_identifier: null,
  invoice: null,
  livemode: false,
  locale: null,
  managed_payments: null,
  origin_context: null,
  payment_link: null,
  payment_method_collection: "if_required",
  payment_method_configuration_details: null,
  payment_method_options: null,
  permissions: null,
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  submit_type: null,
  subscription: null,
  ui_mode: "hosted_page",
  wallet_options: null,
} as const satisfies Partial<Session>;

/** A session of a one-off payment before anybody opened its page. */
export function sessionRecord(amount: number, currency: string, types: string[]): Session {
  const id = newId("cs_test");
  const created = nowSeconds();
  return {
    id,
    object: "checkout.session",
    ...UNUSED,
    discounts: [],
    amount_subtotal: amount,
    amount_total: amount,
    cancel_url: null,
    client_reference_id: null,
    created,
    currency,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: null,
    customer_details: null,
    customer_email: null,
    expires_at: created + DAY_SECONDS,
    invoice_creation: null,
    metadata: {},
    mode: "payment",
    payment_intent: null,
    payment_method_types: types,
    payment_status: "unpaid",
    shipping_options: [],
    status: "open",
    success_url: null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    url: `https://checkout.stripe.com/c/pay/${id}`,
  };
}
