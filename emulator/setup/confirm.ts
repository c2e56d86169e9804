import type Stripe from "stripe";
import type { Decline, TestCard } from "../cards/card";
import { emit } from "../events/emit";
import type { Call, Cause } from "../http/endpoint";
import { ApiError, badParam, refused } from "../http/errors";
import { opaque } from "../http/fields";
import { bool, hash, list, type Read, text } from "../http/params";
import { attachMethod } from "../payments/attach";
import { dropAttempt, nextAction, recordAttempt } from "../payments/attempts";
import { needOf } from "../payments/authenticate";
import { idOf } from "../payments/intent-changes";
import { methodFields } from "../payments/methods";
import { declineFields, judge } from "../payments/outcome";
import { cardBehind, checkOwner, findMethod, methodFromParams, redeemToken } from "../payments/resolve";
import { newId } from "../store/ids";
import { changeSetup } from "./record";

export const confirmSetupFields = {
  allowed_payment_method_types: list(text),
  confirmation_token: text,
  mandate_data: opaque,
  payment_method: text,
  payment_method_data: hash(methodFields),
  payment_method_options: opaque,
  return_url: text,
  use_stripe_sdk: bool,
};
export type ConfirmSetupParams = Read<typeof confirmSetupFields>;

const CONFIRMABLE = ["requires_payment_method", "requires_confirmation", "requires_action"];

/** A SetupIntent that is past being set up says so and shows itself. */
export function unexpectedSetup(setup: Stripe.SetupIntent, verb: string): ApiError {
  return refused(`You cannot ${verb} this SetupIntent because it has a status of ${setup.status}.`, {
    code: "setup_intent_unexpected_state",
    setup_intent: setup,
  });
}

/** Makes a card ready for later payments: the bank may want to see its holder, or refuse. */
export function confirmSetup(
  call: Call,
  setup: Stripe.SetupIntent,
  params: ConfirmSetupParams,
): Stripe.SetupIntent {
  if (!CONFIRMABLE.includes(setup.status)) throw unexpectedSetup(setup, "confirm");
  if (params.confirmation_token !== undefined && (params.payment_method ?? params.payment_method_data)) {
    throw badParam(
      undefined,
      "confirmation_token",
      "You cannot pass a payment method together with a confirmation_token.",
    );
  }
  const token = params.confirmation_token;
  const redeemed = token === undefined ? null : redeemToken(call, token, setup);
  const method =
    redeemed?.method ??
    methodFromParams(call, params.payment_method, params.payment_method_data) ??
    current(call, setup);
  if (!setup.payment_method_types.includes(method.type)) {
    throw refused(`The PaymentMethod provided (${method.type}) is not allowed for this SetupIntent.`, {
      code: "payment_method_unsupported_type",
      param: "payment_method",
    });
  }
  checkOwner(call, method, idOf(setup.customer));
  dropAttempt(call, setup.id);
  const ready = changeSetup(call, setup, {
    payment_method: method.id,
    last_setup_error: null,
    next_action: null,
    latest_attempt: newId("setatt"),
  });
  const returnUrl = params.return_url ?? redeemed?.token.return_url ?? null;
  const sdk = params.use_stripe_sdk ?? redeemed?.token.use_stripe_sdk ?? false;
  return ask(call, ready, method, { returnUrl, sdk });
}

function current(call: Call, setup: Stripe.SetupIntent): Stripe.PaymentMethod {
  const id = idOf(setup.payment_method);
  if (id !== null) return findMethod(call, id);
  throw refused(
    "You cannot confirm this SetupIntent because it's missing a payment method. Update the SetupIntent with a payment method and then confirm it again.",
    { code: "setup_intent_unexpected_state", setup_intent: setup },
  );
}

function ask(
  call: Call,
  setup: Stripe.SetupIntent,
  method: Stripe.PaymentMethod,
  how: { returnUrl: string | null; sdk: boolean },
): Stripe.SetupIntent {
  const { card, secret } = cardBehind(call, method);
  const need = needOf(card, { ...secret, setUp: false }, { offSession: false, requested: false });
  if (need.kind === "ask" && !(card.threeDSecure === "frictionless" && !how.sdk)) {
    const attempt = recordAttempt(call, { ...how, intent: setup.id, method });
    const action = nextAction(call, attempt) as Stripe.SetupIntent.NextAction;
    const waiting = changeSetup(call, setup, { status: "requires_action", next_action: action });
    emit(call, "setup_intent.requires_action", waiting);
    return waiting;
  }
  const decline = need.kind === "broken" ? ({ code: "processing_error" } as const) : refusalOf(card);
  if (decline === undefined) return succeed(call, setup, method);
  const { fields, setup: failed } = declined(call, setup, method, card, decline);
  throw new ApiError(402, { ...fields, setup_intent: failed }, { saved: true, keepsChanges: true });
}

/** Cards that decline only when they are charged let themselves be set up. */
function refusalOf(card: TestCard): Decline | undefined {
  return card.attaches === true ? undefined : card.decline;
}

function declined(
  cause: Cause,
  setup: Stripe.SetupIntent,
  method: Stripe.PaymentMethod,
  card: TestCard,
  decline: Decline,
) {
  const verdict = judge(card, decline);
  const fields = { ...declineFields(verdict, verdict.decline ?? decline), payment_method: method };
  return { fields, setup: fail(cause, setup, fields) };
}

function fail(cause: Cause, setup: Stripe.SetupIntent, error: object): Stripe.SetupIntent {
  const failed = changeSetup(cause, setup, {
    status: "requires_payment_method",
    payment_method: null,
    next_action: null,
    last_setup_error: error as Stripe.SetupIntent.LastSetupError,
  });
  emit(cause, "setup_intent.setup_failed", failed);
  return failed;
}

function succeed(cause: Cause, setup: Stripe.SetupIntent, method: Stripe.PaymentMethod): Stripe.SetupIntent {
  const { store } = cause.emulator;
  const customer = idOf(setup.customer);
  const secret = store.get("card_secret", method.id);
  if (secret !== undefined) {
    const setUp = secret.setUp || setup.usage === "off_session";
    store.put("card_secret", method.id, { ...secret, setUp });
  }
  if (customer !== null && method.customer === null) attachMethod(cause, method, customer);
  const done = changeSetup(cause, setup, {
    status: "succeeded",
    payment_method: method.id,
    last_setup_error: null,
    next_action: null,
  });
  emit(cause, "setup_intent.succeeded", done);
  cause.emulator.watch.setupSucceeded(cause, done);
  return done;
}

interface Ending {
  intent: Stripe.SetupIntent;
  method: Stripe.PaymentMethod;
  outcome: "complete" | "fail";
}

/** The payer answered their bank: the card is set up, or the intent starts over. */
export function finishSetup(cause: Cause, { intent, method, outcome }: Ending): Stripe.SetupIntent {
  if (outcome === "complete") {
    const { card } = cardBehind(cause, method);
    const decline = refusalOf(card);
    if (decline === undefined) return succeed(cause, intent, method);
    return declined(cause, intent, method, card, decline).setup;
  }
  return fail(cause, intent, {
    code: "setup_intent_authentication_failure",
    doc_url: "https://stripe.com/docs/error-codes/setup-intent-authentication-failure",
    message:
      "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
    payment_method: method,
    type: "invalid_request_error",
  });
}
