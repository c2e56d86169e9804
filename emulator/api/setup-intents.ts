import type Stripe from "stripe";
import { atTimeOf } from "../clock/clock-time";
import { emit } from "../events/emit";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { ApiError, badParam, missing, noSuch } from "../http/errors";
import { mergeMetadata, metadata, opaque } from "../http/fields";
import { listPage, pageParams } from "../http/list";
import { bool, clearable, hash, list, oneOf, type Read, text } from "../http/params";
import { typesNoLongerSupported } from "../http/version";
import { dropAttempt } from "../payments/attempts";
import { idOf } from "../payments/intent-changes";
import { checkOwner, methodFromParams } from "../payments/resolve";
import { confirmSetup, confirmSetupFields, unexpectedSetup } from "../setup/confirm";
import { changeSetup, setupRecord, setupView } from "../setup/record";

const describeFields = {
  customer: text,
  description: clearable,
  excluded_payment_method_types: list(text),
  metadata,
  payment_method_types: list(text),
};
const { return_url, use_stripe_sdk, mandate_data, confirmation_token, ...choiceFields } = confirmSetupFields;
const updateFields = { ...describeFields, ...choiceFields };
const createFields = {
  ...updateFields,
  ...confirmSetupFields,
  automatic_payment_methods: hash({ enabled: bool, allow_redirects: oneOf("always", "never") }),
  confirm: bool,
  payment_method_configuration: text,
  single_use: opaque,
  usage: oneOf("off_session", "on_session"),
};
const CONFIRM_ONLY = ["return_url", "mandate_data", "use_stripe_sdk", "confirmation_token"] as const;

type Described = Read<typeof updateFields>;

function described(call: Call, setup: Stripe.SetupIntent, params: Described): Partial<Stripe.SetupIntent> {
  if (params.payment_method_types !== undefined && !call.olderRules) throw typesNoLongerSupported();
  const { customer } = params;
  if (customer !== undefined && call.emulator.store.get("customer", customer) === undefined) {
    throw noSuch("customer", customer, "customer", "body");
  }
  const method = methodFromParams(call, params.payment_method, params.payment_method_data);
  if (method !== undefined) checkOwner(call, method, customer ?? idOf(setup.customer));
  return {
    customer: customer ?? setup.customer,
    description: params.description === undefined ? setup.description : params.description,
    metadata: mergeMetadata(setup.metadata, params.metadata),
    ...(method === undefined
      ? {}
      : { payment_method: method.id, status: "requires_confirmation", last_setup_error: null }),
  };
}

function create(call: Call, params: Read<typeof createFields>): Stripe.SetupIntent {
  for (const name of CONFIRM_ONLY) {
    if (params[name] === undefined || params.confirm === true) continue;
    throw badParam(
      undefined,
      name,
      `You can only use the parameter \`${name}\` when \`confirm\` is set to true.`,
    );
  }
  const blank = setupRecord(null);
  const automatic = params.automatic_payment_methods;
  const setup = changeSetup(call, blank, {
    ...described(call, blank, params),
    usage: params.usage ?? "off_session",
    automatic_payment_methods:
      automatic?.enabled === false
        ? null
        : { enabled: true, allow_redirects: automatic?.allow_redirects ?? "always" },
  });
  emit(call, "setup_intent.created", setup);
  if (params.confirm !== true) return setup;
  const { payment_method: _given, payment_method_data: _data, ...rest } = params;
  return confirmSetup(call, setup, rest);
}

/** The intent of the call's path; a browser must know its client secret. */
function find(call: Call, clientSecret?: string): Stripe.SetupIntent {
  const setup = call.emulator.store.get("setup_intent", call.id);
  if (setup === undefined) throw noSuch("setupintent", call.id, "intent", "path");
  if (call.caller.kind === "publishable" && clientSecret === undefined) throw missing("client_secret");
  if (clientSecret === undefined || clientSecret === setup.client_secret) return setup;
  throw new ApiError(400, {
    type: "invalid_request_error",
    code: "setup_intent_invalid_parameter",
    param: "client_secret",
    message: "The client_secret provided does not match any associated SetupIntent.",
  });
}

function shown(call: Call, setup: Stripe.SetupIntent): object {
  return call.caller.kind === "secret" ? setup : setupView(setup);
}

function confirm(call: Call, setup: Stripe.SetupIntent, params: Read<typeof confirmSetupFields>): object {
  try {
    return shown(
      call,
      atTimeOf(call, idOf(setup.customer), () => confirmSetup(call, setup, params)),
    );
  } catch (error) {
    if (!(error instanceof ApiError) || error.fields.setup_intent === undefined) throw error;
    const view = shown(call, error.fields.setup_intent) as Stripe.SetupIntent;
    throw new ApiError(error.status, { ...error.fields, setup_intent: view }, error.options);
  }
}

function cancel(call: Call, reason: Stripe.SetupIntent.CancellationReason | null): Stripe.SetupIntent {
  const setup = find(call);
  if (setup.status === "succeeded" || setup.status === "canceled") throw unexpectedSetup(setup, "cancel");
  dropAttempt(call, setup.id);
  const change = { status: "canceled", cancellation_reason: reason, next_action: null } as const;
  const canceled = changeSetup(call, setup, change);
  emit(call, "setup_intent.canceled", canceled);
  return canceled;
}

export const setupIntentEndpoints: Endpoint[] = [
  endpoint("POST", "/v1/setup_intents", { params: createFields, run: create }),
  endpoint("GET", "/v1/setup_intents", {
    params: { ...pageParams, customer: text, payment_method: text },
    run(call, params) {
      const wanted = (row: Stripe.SetupIntent) =>
        (params.customer ?? row.customer) === row.customer &&
        (params.payment_method ?? row.payment_method) === row.payment_method;
      return listPage(call.emulator.store, "setup_intent", "/v1/setup_intents", params, wanted);
    },
  }),
  endpoint("GET", "/v1/setup_intents/:id", {
    browser: true,
    params: { client_secret: text },
    run: (call, params) => shown(call, find(call, params.client_secret)),
  }),
  endpoint("POST", "/v1/setup_intents/:id", {
    params: updateFields,
    run(call, params) {
      const setup = find(call);
      if (setup.status === "succeeded" || setup.status === "canceled") throw unexpectedSetup(setup, "update");
      return changeSetup(call, setup, described(call, setup, params));
    },
  }),
  endpoint("POST", "/v1/setup_intents/:id/confirm", {
    browser: true,
    params: { ...confirmSetupFields, client_secret: text, expected_payment_method_type: text },
    run: (call, params) => confirm(call, find(call, params.client_secret), params),
  }),
  endpoint("POST", "/v1/setup_intents/:id/cancel", {
    params: { cancellation_reason: oneOf("abandoned", "duplicate", "requested_by_customer") },
    run: (call, params) => cancel(call, params.cancellation_reason ?? null),
  }),
];
