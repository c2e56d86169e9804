import type { Stripe, StripeElements, StripeError } from "@stripe/stripe-js";
import type { Notice } from "./notice";

type TokenWords = Record<"offline" | "silent" | "tokenFailed", Notice>;
type Form = {
  stripe: Stripe;
  elements: StripeElements;
  words: TokenWords;
  onPhase: (phase: "checking") => void;
};

/** Why there is no token. `incomplete`: Stripe's form shows what is missing. */
type NoToken = { end: "incomplete" } | { end: "refused"; notice: Notice };

/** Checks what is typed and makes a token of it, for our server to use. */
export async function makeToken({
  stripe,
  elements,
  words,
  onPhase,
}: Form): Promise<{ id: string } | NoToken> {
  if (!navigator.onLine) return { end: "refused", notice: words.offline };
  onPhase("checking");
  const form = await elements.submit().catch(toFault);
  if (form.error) return toEnd(form.error, words);
  const made = await stripe.createConfirmationToken({ elements }).catch(toFault);
  return made.error ? toEnd(made.error, words) : { id: made.confirmationToken.id };
}

/** Stripe.js answers faults of people and networks, and throws only when it is used wrongly or was cut off. */
function toFault(): { error: StripeError } {
  return { error: { type: "api_error" } };
}

/** Stripe.js speaks the reader's language about the form; about the network and itself we say it better. */
function toEnd(error: StripeError, words: TokenWords): NoToken {
  if (error.type === "validation_error") return { end: "incomplete" };
  if (error.type === "api_connection_error") return { end: "refused", notice: words.silent };
  const text = error.type === "card_error" ? error.message : undefined;
  return { end: "refused", notice: { ...words.tokenFailed, text: text ?? words.tokenFailed.text } };
}
