import type Stripe from "stripe";
import type { Call } from "../http/endpoint";
import { type ApiError, badParam, refused } from "../http/errors";
import type { Read } from "../http/params";
import { dropAttempt } from "./attempts";
import { authenticatedBy, needOf, openAttempt } from "./authenticate";
import { authorize, type Charged } from "./authorize";
import { awaitTransfer } from "./bank-transfer";
import { startDebit } from "./debit";
import { changeIntent, idOf } from "./intent-changes";
import { type confirmFields, describedBy } from "./intent-params";
import { cardBehind, checkOwner, findMethod, methodFromParams, redeemToken } from "./resolve";

export type ConfirmParams = Read<typeof confirmFields>;

/** An intent that is past being paid, or is being paid right now, says so and shows itself. */
export function unexpectedState(intent: Stripe.PaymentIntent, message: string): ApiError {
  return refused(message, { code: "payment_intent_unexpected_state", payment_intent: intent });
}

/** Confirms an intent with what the call brings; throws the 402 of a decline, whose changes stay. */
export function confirmIntent(
  call: Call,
  intent: Stripe.PaymentIntent,
  params: ConfirmParams,
): Stripe.PaymentIntent {
  checkConfirmable(intent);
  const ready = prepare(call, described(call, intent, params), params);
  const { error, intent: after } = take(call, ready);
  if (error !== null) throw error;
  return after;
}

function checkConfirmable(intent: Stripe.PaymentIntent): void {
  const { status } = intent;
  if (
    status === "requires_payment_method" ||
    status === "requires_confirmation" ||
    status === "requires_action"
  )
    return;
  const detail =
    status === "succeeded"
      ? "because it has already succeeded after being previously confirmed."
      : `because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be confirmed: requires_confirmation, requires_action, requires_payment_method.`;
  const message =
    status === "succeeded"
      ? "You cannot confirm this PaymentIntent"
      : "This PaymentIntent could not be confirmed";
  throw unexpectedState(intent, `${message} ${detail}`);
}

/** What a confirm may change of the intent besides paying it. */
function described(call: Call, intent: Stripe.PaymentIntent, params: ConfirmParams): Stripe.PaymentIntent {
  const { capture_method, payment_method_options, payment_method_types, receipt_email, shipping } = params;
  const { allowed_payment_method_types, excluded_payment_method_types } = params;
  const given = {
    ...(capture_method === undefined ? {} : { capture_method }),
    ...(payment_method_options === undefined ? {} : { payment_method_options }),
    ...(payment_method_types === undefined ? {} : { payment_method_types }),
    ...(receipt_email === undefined ? {} : { receipt_email }),
    ...(shipping === undefined ? {} : { shipping }),
    ...(allowed_payment_method_types === undefined ? {} : { allowed_payment_method_types }),
    ...(excluded_payment_method_types === undefined ? {} : { excluded_payment_method_types }),
  };
  return Object.keys(given).length === 0 ? intent : { ...intent, ...describedBy(call, intent, given) };
}

interface Ready {
  intent: Stripe.PaymentIntent;
  method: Stripe.PaymentMethod;
  returnUrl: string | null;
  sdk: boolean;
  offSession: boolean;
  refuseAction: boolean;
}

function prepare(call: Call, intent: Stripe.PaymentIntent, params: ConfirmParams): Ready {
  if (
    params.confirmation_token !== undefined &&
    (params.payment_method ?? params.payment_method_data) !== undefined
  ) {
    throw badParam(
      undefined,
      "confirmation_token",
      "You cannot pass a payment method together with a confirmation_token.",
    );
  }
  const redeemed =
    params.confirmation_token === undefined ? null : redeemToken(call, params.confirmation_token, intent);
  const method =
    redeemed?.method ??
    methodFromParams(call, params.payment_method, params.payment_method_data) ??
    current(call, intent);
  if (!intent.payment_method_types.includes(method.type)) throw typeNotAllowed(intent, method.type);
  checkOwner(call, method, idOf(intent.customer));
  const returnUrl = params.return_url ?? redeemed?.token.return_url ?? null;
  const offSession = params.off_session !== undefined && params.off_session !== false;
  if (returnUrl === null && !offSession) requireReturnUrl(call, intent, method);
  dropAttempt(call, intent.id);
  const usage = params.setup_future_usage ?? redeemed?.token.setup_future_usage ?? intent.setup_future_usage;
  const shipping = redeemed?.token.shipping ?? intent.shipping;
  return {
    intent: changeIntent(call, intent, {
      payment_method: method.id,
      last_payment_error: null,
      next_action: null,
      setup_future_usage: usage === "none" ? null : usage,
      shipping: shipping as Stripe.PaymentIntent.Shipping | null,
    }),
    method,
    returnUrl,
    sdk: params.use_stripe_sdk ?? redeemed?.token.use_stripe_sdk ?? false,
    offSession,
    refuseAction: params.error_on_requires_action === true,
  };
}

function current(call: Call, intent: Stripe.PaymentIntent): Stripe.PaymentMethod {
  const id = idOf(intent.payment_method);
  if (id !== null) return findMethod(call, id);
  throw unexpectedState(
    intent,
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
  );
}

function typeNotAllowed(intent: Stripe.PaymentIntent, type: string): ApiError {
  return refused(
    `The PaymentMethod provided (${type}) is not allowed for this PaymentIntent. Please attach a PaymentMethod of one of the following types: ${intent.payment_method_types.join(", ")}.`,
    { code: "payment_intent_incompatible_payment_method", param: "payment_method" },
  );
}

function requireReturnUrl(call: Call, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): void {
  const automatic = intent.automatic_payment_methods;
  const mayRedirect = automatic?.enabled === true && automatic.allow_redirects !== "never";
  if (method.type !== "alipay" && (!mayRedirect || call.caller.kind === "publishable")) return;
  throw refused(
    "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.",
    { param: "return_url" },
  );
}

function take(call: Call, ready: Ready): Charged {
  const { intent, method, offSession } = ready;
  if (method.type === "sepa_debit") return { intent: startDebit(call, intent, method), error: null };
  if (method.type === "customer_balance") return { intent: awaitTransfer(call, intent), error: null };
  if (method.type !== "card") return { intent: openAttempt(call, ready), error: null };
  const earlier = authenticatedBy(call, intent);
  if (earlier !== null) return authorize(call, { intent, method, authentication: earlier });
  const { card, secret } = cardBehind(call, method);
  const options = intent.payment_method_options?.card?.request_three_d_secure;
  const requested = options === "any" || options === "challenge";
  const need = needOf(card, secret, { offSession, requested });
  if (need.kind === "pass") return authorize(call, { intent, method, authentication: need.authentication });
  if (need.kind === "broken") {
    return authorize(call, {
      intent,
      method,
      authentication: null,
      decline: { code: "card_declined", declineCode: "processing_error" },
    });
  }
  if (offSession || ready.refuseAction) {
    const decline = { code: "authentication_required", declineCode: "authentication_required" } as const;
    return authorize(call, { intent, method, authentication: null, decline });
  }
  if (card.threeDSecure === "frictionless" && !ready.sdk) {
    return authorize(call, { intent, method, authentication: "frictionless" });
  }
  return { intent: openAttempt(call, ready), error: null };
}
