import type Stripe from "stripe";
import type { Decline } from "../cards/card";
import { later } from "../clock/tasks";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { ApiError } from "../http/errors";
import { newId, randomText } from "../store/ids";
import { attachMethod } from "./attach";
import { type Authentication, cardDetails, chargeRecord } from "./charge-record";
import { changeIntent, idOf } from "./intent-changes";
import { declineFields, judge, UNJUDGED, type Verdict } from "./outcome";
import { cardBehind } from "./resolve";
import { settleCharge } from "./settle";

export interface Charged {
  intent: Stripe.PaymentIntent;
  /** The refusal as the API answers it; null when the money is there. */
  error: ApiError | null;
}

interface Ask {
  intent: Stripe.PaymentIntent;
  method: Stripe.PaymentMethod;
  authentication: Authentication;
  /** A refusal that does not come from the card itself. */
  decline?: Decline;
}

/** Asks the networks for the money of an intent, and writes charge, intent and events of the answer. */
export function authorize(cause: Cause, ask: Ask): Charged {
  const { verdict, details } = ask.method.type === "card" ? judgeCard(cause, ask) : judgeAlipay();
  const captured = ask.intent.capture_method !== "manual";
  const charge = chargeRecord({ intent: ask.intent, method: ask.method, details, verdict, captured });
  cause.emulator.store.put("charge", charge.id, charge);
  if (verdict.decline !== null) return declined(cause, ask, charge, verdict, verdict.decline);
  return { intent: captured ? succeed(cause, ask, charge) : hold(cause, ask, charge), error: null };
}

function judgeCard(cause: Cause, { intent, method, authentication, decline }: Ask) {
  const { card, secret } = cardBehind(cause, method);
  const verdict = judge(card, decline ?? card.decline);
  const shown = method.card;
  if (shown === undefined) throw new Error(`${method.id} has no card`);
  const details = cardDetails(card, secret, intent, shown, authentication, verdict.decline === null);
  return { verdict, details };
}

function judgeAlipay(): { verdict: Verdict; details: Stripe.Charge.PaymentMethodDetails } {
  const alipay = {
    buyer_id: `2088${Date.now()}`,
    fingerprint: randomText(16),
    transaction_id: newId("alipay"),
  };
  return { verdict: UNJUDGED, details: { type: "alipay", alipay } };
}

function declined(
  cause: Cause,
  ask: Ask,
  charge: Stripe.Charge,
  verdict: Verdict,
  decline: Decline,
): Charged {
  const fields = declineFields(verdict, decline);
  const code = decline.code.replaceAll("_", "-");
  const last = {
    ...fields,
    charge: charge.id,
    doc_url: `https://stripe.com/docs/error-codes/${code}`,
    payment_method: ask.method,
  };
  const intent = changeIntent(cause, ask.intent, {
    status: "requires_payment_method",
    payment_method: null,
    next_action: null,
    latest_charge: charge.id,
    last_payment_error: last as Stripe.PaymentIntent.LastPaymentError,
  });
  emit(cause, "charge.failed", charge);
  emit(cause, "payment_intent.payment_failed", intent);
  cause.emulator.watch.intentMoved(cause, intent);
  const error = { ...fields, charge: charge.id, payment_intent: intent, payment_method: ask.method };
  return { intent, error: new ApiError(402, error, { saved: true, keepsChanges: true }) };
}

function succeed(cause: Cause, ask: Ask, charge: Stripe.Charge): Stripe.PaymentIntent {
  keepMethod(cause, ask);
  emit(cause, "charge.succeeded", settleNow(cause, ask.intent, charge));
  const intent = changeIntent(cause, ask.intent, {
    ...paidFields(ask, charge),
    status: "succeeded",
    amount_received: ask.intent.amount,
  });
  emit(cause, "payment_intent.succeeded", intent);
  cause.emulator.watch.intentMoved(cause, intent);
  cause.emulator.watch.chargePaid(cause, charge);
  return intent;
}

/** `automatic` knows the balance transaction at once, `automatic_async` learns it later. */
function settleNow(cause: Cause, intent: Stripe.PaymentIntent, charge: Stripe.Charge): Stripe.Charge {
  if (intent.capture_method === "automatic") return settleCharge(cause, charge);
  later(cause, "settle_charge", charge.id, cause.emulator.settings.settleDelayMs);
  return charge;
}

function hold(cause: Cause, ask: Ask, charge: Stripe.Charge): Stripe.PaymentIntent {
  keepMethod(cause, ask);
  emit(cause, "charge.succeeded", charge);
  const intent = changeIntent(cause, ask.intent, {
    ...paidFields(ask, charge),
    status: "requires_capture",
    amount_capturable: ask.intent.amount,
  });
  emit(cause, "payment_intent.amount_capturable_updated", intent);
  return intent;
}

function paidFields(ask: Ask, charge: Stripe.Charge): Partial<Stripe.PaymentIntent> {
  return {
    payment_method: ask.method.id,
    latest_charge: charge.id,
    last_payment_error: null,
    next_action: null,
  };
}

/** Saves the method to the customer when that was asked for; a method without customer cannot be used again. */
function keepMethod(cause: Cause, { intent, method }: Ask): void {
  const customer = idOf(intent.customer);
  const usage = intent.setup_future_usage;
  const { store } = cause.emulator;
  const secret = store.get("card_secret", method.id);
  if (customer !== null && (usage === "off_session" || usage === "on_session")) {
    if (secret !== undefined && usage === "off_session") {
      store.put("card_secret", method.id, { ...secret, setUp: true });
    }
    if (method.customer === null) attachMethod(cause, method, customer);
    return;
  }
  if (secret !== undefined && method.customer === null) {
    store.put("card_secret", method.id, { ...secret, spent: true });
  }
}
