import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { newId, randomText } from "../store/ids";

/** What no intent of this emulator has when it begins. */
const UNUSED = {
  application: null,
  application_fee_amount: null,
  customer_account: null,
  livemode: false,
  managed_payments: null,
  on_behalf_of: null,
  payment_method_configuration_details: null,
  payment_record: null,
  processing: null,
  review: null,
  source: null,
  statement_descriptor: null,
  transfer_data: null,
} as const;

/** A PaymentIntent as it is before anything happened to it. */
export function intentRecord(amount: number, currency: string): Stripe.PaymentIntent {
  const id = newId("pi");
  return {
    id,
    object: "payment_intent",
    ...UNUSED,
    allowed_payment_method_types: null,
    amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: "automatic_async",
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: "automatic",
    created: nowSeconds(),
    currency,
    customer: null,
    description: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    metadata: {},
    next_action: null,
    payment_method: null,
    payment_method_options: { card: cardOptions() },
    payment_method_types: [],
    receipt_email: null,
    setup_future_usage: null,
    shipping: null,
    statement_descriptor_suffix: null,
    status: "requires_payment_method",
    transfer_group: null,
  };
}

function cardOptions(): Stripe.PaymentIntent.PaymentMethodOptions.Card {
  return { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" };
}

const BROWSER_FIELDS = [
  "id",
  "object",
  "amount",
  "amount_details",
  "automatic_payment_methods",
  "canceled_at",
  "cancellation_reason",
  "capture_method",
  "client_secret",
  "confirmation_method",
  "created",
  "currency",
  "description",
  "last_payment_error",
  "livemode",
  "next_action",
  "payment_method",
  "payment_method_types",
  "processing",
  "receipt_email",
  "setup_future_usage",
  "shipping",
  "source",
  "status",
] as const;

/** What a browser may see of a PaymentIntent with its client secret. */
export function browserView(intent: Stripe.PaymentIntent): object {
  return Object.fromEntries(BROWSER_FIELDS.map((field) => [field, intent[field]]));
}
