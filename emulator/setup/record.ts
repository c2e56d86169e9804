import type Stripe from "stripe";
import { nowSeconds } from "../context";
import type { Cause } from "../http/endpoint";
import { newId, randomText } from "../store/ids";

/** A SetupIntent as it is before anything happened to it. */
export function setupRecord(customer: string | null): Stripe.SetupIntent {
  const id = newId("seti");
  return {
    id,
    object: "setup_intent",
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomText(25)}`,
    created: nowSeconds(),
    customer,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: ["card"],
    single_use_mandate: null,
    status: "requires_payment_method",
    usage: "off_session",
  };
}

export function changeSetup(
  cause: Cause,
  setup: Stripe.SetupIntent,
  change: Partial<Stripe.SetupIntent>,
): Stripe.SetupIntent {
  return cause.emulator.store.put("setup_intent", setup.id, { ...setup, ...change });
}

const BROWSER_FIELDS = [
  "id",
  "object",
  "automatic_payment_methods",
  "cancellation_reason",
  "client_secret",
  "created",
  "description",
  "last_setup_error",
  "livemode",
  "next_action",
  "payment_method",
  "payment_method_types",
  "status",
  "usage",
] as const;

/** What a browser may see of a SetupIntent with its client secret. */
export function setupView(setup: Stripe.SetupIntent): object {
  return Object.fromEntries(BROWSER_FIELDS.map((field) => [field, setup[field]]));
}
