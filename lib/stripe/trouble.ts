import Stripe from "stripe";
import { fromStripePaymentIntent, type PaymentIntentFacts } from "./payment-intent-facts";

/**
 * What can go wrong between us and Stripe, in three words.
 * `declined` the payment method was refused, by the bank, by the network or by Radar;
 * `refused` Stripe understood and said no: a wrong parameter, an unknown id, a state that does not allow it;
 * `unavailable` no answer, a failure on Stripe's side, too many requests, or the same request still running.
 * After `unavailable` the outcome of a write is unknown: the same key must be used again, or the object read.
 */
export type StripeTrouble =
  | { kind: "declined"; code: string; declineCode: string | null; paymentIntent: PaymentIntentFacts | null }
  | {
      kind: "refused";
      code: string | null;
      param: string | null;
      message: string;
      paymentIntent: PaymentIntentFacts | null;
    }
  | { kind: "unavailable"; reason: string; replayed: boolean };

export type StripeAnswer<Value> = { ok: true; value: Value } | { ok: false; trouble: StripeTrouble };

/** Which HTTP statuses mean "try the same again later" (stripe-facts: rate limits, key in use, Stripe's side). */
function isUnavailable(error: Stripe.errors.StripeError): boolean {
  if (error instanceof Stripe.errors.StripeConnectionError) return true;
  if (error instanceof Stripe.errors.StripeRateLimitError) return true;
  const status = error.statusCode ?? 0;
  return status === 409 || status === 424 || status === 429 || status >= 500;
}

function paymentIntentOf(error: Stripe.errors.StripeError): PaymentIntentFacts | null {
  const intent = error.payment_intent;
  return intent ? fromStripePaymentIntent(intent) : null;
}

/** Stripe's error in our three words; anything that is not Stripe's is a fault of ours and thrown on. */
export function fromStripeError(error: unknown): StripeTrouble {
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  if (isUnavailable(error)) {
    const replayed = error.headers?.["idempotent-replayed"] === "true";
    return { kind: "unavailable", reason: `${error.type} ${error.statusCode ?? "no answer"}`, replayed };
  }
  const paymentIntent = paymentIntentOf(error);
  const code = error.code ?? null;
  if (error instanceof Stripe.errors.StripeCardError)
    return {
      kind: "declined",
      code: code ?? "card_declined",
      declineCode: error.decline_code ?? null,
      paymentIntent,
    };
  return { kind: "refused", code, param: error.param ?? null, message: error.message, paymentIntent };
}
