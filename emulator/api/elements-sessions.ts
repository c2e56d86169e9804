import type Stripe from "stripe";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { opaque } from "../http/fields";
import { integer, list, text } from "../http/params";
import { methodsFor } from "../payments/currencies";
import { newId } from "../store/ids";

const fields = {
  type: text,
  client_secret: text,
  currency: text,
  locale: text,
  customer_session_client_secret: text,
  deferred_intent: opaque,
  amount: integer,
  mode: text,
  allowed_payment_method_types: list(text),
  excluded_payment_method_types: list(text),
};

/** The customer behind a session, with the cards that it lets the form show again. */
function customerOf(call: Call, secret: string | undefined): object | null {
  const session = secret === undefined ? undefined : call.emulator.store.get("customer_session", secret);
  if (
    session === undefined ||
    typeof session.customer !== "string" ||
    session.expires_at * 1000 < Date.now()
  ) {
    return null;
  }
  const { customer } = session;
  const features = session.components?.payment_element.features;
  const shown = (one: Stripe.PaymentMethod) =>
    features?.payment_method_redisplay === "enabled" &&
    one.customer === customer &&
    features.payment_method_allow_redisplay_filters.includes(one.allow_redisplay ?? "unspecified");
  const methods = [...call.emulator.store.newest("payment_method")].filter(shown);
  const limit = features?.payment_method_redisplay_limit ?? 3;
  return { id: customer, customer, customer_session: session, payment_methods: methods.slice(0, limit) };
}

function intentOf(call: Call, secret: string | undefined): Stripe.PaymentIntent | undefined {
  const id = secret?.split("_secret_")[0] ?? "";
  const intent = call.emulator.store.get("payment_intent", id);
  return intent?.client_secret === secret ? intent : undefined;
}

function isSetup(secret: string | undefined): boolean {
  return secret?.startsWith("seti_") === true;
}

/** What Elements asks before it draws itself. Internal to Stripe; this is what the emulator's own Stripe.js needs. */
export const elementsSessionEndpoints: Endpoint[] = [
  endpoint("GET", "/v1/elements/sessions", {
    browser: true,
    params: fields,
    run(call, params) {
      const intent = intentOf(call, params.client_secret);
      const deferred = params.deferred_intent?.currency;
      const currency = (
        intent?.currency ??
        params.currency ??
        (typeof deferred === "string" ? deferred : "usd")
      ).toLowerCase();
      // Only cards can be kept for later payments.
      const keeps = params.deferred_intent?.mode ?? params.mode;
      const lasting = keeps === "setup" || keeps === "subscription" || isSetup(params.client_secret);
      const offered = lasting ? ["card"] : (intent?.payment_method_types ?? methodsFor(currency));
      const { allowed_payment_method_types: allowed, excluded_payment_method_types: excluded = [] } = params;
      const types = offered.filter((type) => (allowed ?? offered).includes(type) && !excluded.includes(type));
      return {
        object: "elements_session",
        id: newId("elements_session"),
        locale: params.locale ?? "auto",
        currency,
        business_name: "Topup",
        merchant_country: "US",
        merchant_currency: "usd",
        livemode: false,
        payment_method_preference: {
          object: "payment_method_preference",
          country_code: "US",
          ordered_payment_method_types: types,
        },
        ordered_payment_method_types_and_wallets: types,
        apple_pay_preference: "disabled",
        google_pay_preference: "disabled",
        link_settings: { link_enabled: false },
        card_brand_choice: { eligible: false },
        customer: customerOf(call, params.customer_session_client_secret),
      };
    },
  }),
];
