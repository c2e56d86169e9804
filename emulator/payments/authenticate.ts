import type Stripe from "stripe";
import type { TestCard } from "../cards/card";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import type { Attempt, CardSecret } from "../store/records";
import { nextAction, recordAttempt } from "./attempts";
import { authorize } from "./authorize";
import type { Authentication } from "./charge-record";
import { changeIntent, idOf } from "./intent-changes";

/** What 3D Secure makes of a payment before the money is asked for. */
export type Need = { kind: "pass"; authentication: Authentication } | { kind: "ask" } | { kind: "broken" };

interface Circumstances {
  offSession: boolean;
  /** `payment_method_options[card][request_three_d_secure]` is `any` or `challenge`. */
  requested: boolean;
}

/** Whether this card wants its holder to be authenticated now. */
export function needOf(card: TestCard, secret: CardSecret, { offSession, requested }: Circumstances): Need {
  const ask: Need = { kind: "ask" };
  switch (card.threeDSecure) {
    case "always":
    case "frictionless":
      return ask;
    case "unless_set_up":
      return secret.setUp && !requested ? pass(null) : ask;
    case "on_session_only":
      return offSession ? pass(null) : ask;
    case "on_request":
      return requested ? ask : pass(null);
    case "request_fails":
      return requested ? { kind: "broken" } : pass(null);
    case "lookup_fails":
      return { kind: "broken" };
    case "not_supported":
      return pass(requested ? "not_supported" : null);
    case "none":
      return pass(requested ? "attempted" : null);
  }
}

function pass(authentication: Authentication): Need {
  return { kind: "pass", authentication };
}

interface Opening {
  intent: Stripe.PaymentIntent;
  method: Stripe.PaymentMethod;
  returnUrl: string | null;
  /** The caller uses Stripe.js, which shows the challenge itself. */
  sdk: boolean;
}

/** Sends the payer to their bank or wallet: the intent waits with a next action. */
export function openAttempt(cause: Cause, opening: Opening): Stripe.PaymentIntent {
  const attempt = recordAttempt(cause, { ...opening, intent: opening.intent.id });
  const intent = changeIntent(cause, opening.intent, {
    status: "requires_action",
    payment_method: opening.method.id,
    last_payment_error: null,
    next_action: nextAction(cause, attempt),
  });
  emit(cause, "payment_intent.requires_action", intent);
  cause.emulator.watch.intentMoved(cause, intent);
  return intent;
}

interface Ending {
  attempt: Attempt;
  intent: Stripe.PaymentIntent;
  method: Stripe.PaymentMethod;
  outcome: "complete" | "fail";
}

/** The payer answered: the money is asked for, or the intent starts over. */
export function finishPayment(
  cause: Cause,
  { attempt, intent, method, outcome }: Ending,
): Stripe.PaymentIntent {
  if (outcome === "fail") return failAuthentication(cause, intent, method);
  if (intent.confirmation_method === "manual") {
    return changeIntent(cause, intent, { status: "requires_confirmation", next_action: null });
  }
  const authentication = attempt.kind === "alipay" ? null : flowOf(cause, method);
  return authorize(cause, { intent, method, authentication }).intent;
}

function flowOf(cause: Cause, method: Stripe.PaymentMethod): Authentication {
  const secret = cause.emulator.store.get("card_secret", method.id);
  return secret?.card === "4000000032200000" ? "frictionless" : "challenge";
}

function failAuthentication(
  cause: Cause,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
): Stripe.PaymentIntent {
  const error = {
    code: "payment_intent_authentication_failure",
    doc_url: "https://stripe.com/docs/error-codes/payment-intent-authentication-failure",
    message:
      "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
    payment_method: method,
    type: "invalid_request_error",
  };
  const failed = changeIntent(cause, intent, {
    status: "requires_payment_method",
    payment_method: null,
    next_action: null,
    last_payment_error: error as Stripe.PaymentIntent.LastPaymentError,
  });
  emit(cause, "payment_intent.payment_failed", failed);
  cause.emulator.watch.intentMoved(cause, failed);
  return failed;
}

/** The attempt that was completed for a manually confirmed intent, waiting for the confirm that takes the money. */
export function authenticatedBy(cause: Cause, intent: Stripe.PaymentIntent): Authentication {
  const { store } = cause.emulator;
  const named = store.get("attempt", `open ${intent.id}`);
  const attempt = named === undefined ? undefined : store.get("attempt", named.id);
  if (attempt?.state !== "succeeded" || attempt.paymentMethod !== idOf(intent.payment_method)) return null;
  return "challenge";
}
