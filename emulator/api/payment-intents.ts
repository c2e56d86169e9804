import type Stripe from "stripe";
import { atTimeOf } from "../clock/clock-time";
import { emit } from "../events/emit";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { ApiError, badParam, missing, noSuch } from "../http/errors";
import { listPage, pageParams } from "../http/list";
import { oneOf, type Read, text } from "../http/params";
import { cancelIntent } from "../payments/cancel";
import { captureFields, captureIntent } from "../payments/capture";
import { confirmIntent, unexpectedState } from "../payments/confirm";
import { changeIntent, idOf } from "../payments/intent-changes";
import { confirmFields, createFields, describedBy, describeFields } from "../payments/intent-params";
import { browserView, intentRecord } from "../payments/intent-record";
import { checkOwner, methodFromParams } from "../payments/resolve";

const CONFIRM_ONLY = [
  "off_session",
  "error_on_requires_action",
  "return_url",
  "mandate_data",
  "use_stripe_sdk",
  "confirmation_token",
] as const;

function create(call: Call, params: Read<typeof createFields>): Stripe.PaymentIntent {
  if (params.amount === undefined) throw missing("amount");
  if (params.currency === undefined) throw missing("currency");
  for (const name of CONFIRM_ONLY) {
    if (params[name] === undefined || params.confirm === true) continue;
    throw badParam(
      undefined,
      name,
      `You can only use the parameter \`${name}\` when \`confirm\` is set to true.`,
    );
  }
  const blank = intentRecord(params.amount, params.currency.toLowerCase());
  const automatic = automaticOf(params);
  const described = {
    ...blank,
    automatic_payment_methods: automatic,
    payment_method_configuration_details:
      automatic === null ? null : { id: "pmc_emulator00000000", parent: null },
    ...describedBy(call, blank, params),
  };
  const method = methodFromParams(call, params.payment_method, params.payment_method_data);
  if (method !== undefined) checkOwner(call, method, idOf(described.customer));
  const intent = changeIntent(call, described, {
    confirmation_method: params.confirmation_method ?? "automatic",
    payment_method: method?.id ?? null,
    status: method === undefined ? "requires_payment_method" : "requires_confirmation",
  });
  emit(call, "payment_intent.created", intent);
  if (params.confirm !== true) return intent;
  const { payment_method: _given, payment_method_data: _data, ...rest } = params;
  return confirmIntent(call, intent, rest);
}

/** On by default; off as soon as the caller selects methods in another way. */
function automaticOf(params: Read<typeof createFields>): Stripe.PaymentIntent.AutomaticPaymentMethods | null {
  const given = params.automatic_payment_methods;
  if (given !== undefined) {
    return given.enabled === true
      ? { enabled: true, allow_redirects: given.allow_redirects ?? "always" }
      : null;
  }
  const selected = params.payment_method_types ?? params.allowed_payment_method_types;
  return selected === undefined ? { enabled: true, allow_redirects: "always" } : null;
}

/** The intent of the call's path; a browser must know its client secret. */
function findIntent(call: Call, clientSecret?: string): Stripe.PaymentIntent {
  const intent = call.emulator.store.get("payment_intent", call.id);
  if (intent === undefined) throw noSuch("payment_intent", call.id, "intent", "path");
  if (call.caller.kind === "publishable" && clientSecret === undefined) throw missing("client_secret");
  if (clientSecret === undefined || clientSecret === intent.client_secret) return intent;
  throw new ApiError(400, {
    type: "invalid_request_error",
    code: "payment_intent_invalid_parameter",
    param: "client_secret",
    message: "The client_secret provided does not match any associated PaymentIntent.",
  });
}

function shown(call: Call, intent: Stripe.PaymentIntent): object {
  return call.caller.kind === "secret" ? intent : browserView(intent);
}

/** A browser's error shows no more of the intent than its answers do. */
function hidingSecrets<T>(call: Call, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ApiError) || call.caller.kind === "secret" || !error.fields.payment_intent)
      throw error;
    const payment_intent = browserView(error.fields.payment_intent) as Stripe.PaymentIntent;
    throw new ApiError(error.status, { ...error.fields, payment_intent }, error.options);
  }
}

/** The PaymentIntent of an invoice is steered by its invoice. */
function refuseInvoiced(call: Call, intent: Stripe.PaymentIntent, what: string): void {
  const link = call.emulator.store.get("invoice_link", intent.id);
  if (link === undefined) return;
  throw unexpectedState(
    intent,
    `You cannot ${what} a PaymentIntent of an invoice: use the invoice ${link.invoice}.`,
  );
}

function update(call: Call, params: Read<typeof describeFields>): Stripe.PaymentIntent {
  const intent = findIntent(call);
  if (params.amount ?? params.currency ?? params.customer)
    refuseInvoiced(call, intent, "change the amount of");
  if (intent.status === "succeeded" || intent.status === "canceled" || intent.status === "processing") {
    const harmless = ["metadata", "description", "receipt_email", "shipping"];
    const blocked = Object.keys(params).filter((name) => !harmless.includes(name));
    if (blocked.length > 0 || intent.status === "canceled") {
      throw unexpectedState(
        intent,
        `This PaymentIntent's ${blocked.join(", ") || "metadata"} could not be updated because it has a status of ${intent.status}. You may only update a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.`,
      );
    }
  }
  const changes = describedBy(call, intent, params);
  const method = methodFromParams(call, params.payment_method, params.payment_method_data);
  if (method !== undefined) checkOwner(call, method, idOf(changes.customer ?? intent.customer));
  const moved =
    method === undefined
      ? {}
      : {
          payment_method: method.id,
          status: "requires_confirmation" as const,
          next_action: null,
          last_payment_error: null,
        };
  return changeIntent(call, intent, { ...changes, ...moved });
}

export const paymentIntentEndpoints: Endpoint[] = [
  endpoint("POST", "/v1/payment_intents", { params: createFields, run: create }),
  endpoint("GET", "/v1/payment_intents", {
    params: { ...pageParams, customer: text, customer_account: text },
    run: (call, params) =>
      listPage(
        call.emulator.store,
        "payment_intent",
        "/v1/payment_intents",
        params,
        (row) => params.customer === undefined || row.customer === params.customer,
      ),
  }),
  endpoint("GET", "/v1/payment_intents/:id", {
    browser: true,
    params: { client_secret: text },
    run: (call, params) => shown(call, findIntent(call, params.client_secret)),
  }),
  endpoint("POST", "/v1/payment_intents/:id", { params: describeFields, run: update }),
  endpoint("POST", "/v1/payment_intents/:id/confirm", {
    browser: true,
    params: {
      ...confirmFields,
      client_secret: text,
      expected_payment_method_type: text,
      save_payment_method: text,
    },
    run: (call, params) =>
      hidingSecrets(call, () => {
        const intent = findIntent(call, params.client_secret);
        const confirmed = atTimeOf(call, idOf(intent.customer), () => confirmIntent(call, intent, params));
        return shown(call, confirmed);
      }),
  }),
  endpoint("POST", "/v1/payment_intents/:id/cancel", {
    params: { cancellation_reason: oneOf("duplicate", "fraudulent", "requested_by_customer", "abandoned") },
    run(call, params) {
      const intent = findIntent(call);
      refuseInvoiced(call, intent, "cancel");
      return cancelIntent(call, intent, params.cancellation_reason ?? null);
    },
  }),
  endpoint("POST", "/v1/payment_intents/:id/capture", {
    params: captureFields,
    run: (call, params) => captureIntent(call, findIntent(call), params),
  }),
];
