import type { Stripe, StripeElements, StripeError } from "@stripe/stripe-js";
import { unstable_isUnrecognizedActionError } from "next/navigation";
import type { Notice } from "@/app/_payments/notice";
import { finishCard, saveCard } from "./actions";
import type { AddReply } from "./reply";
import type { AddWords } from "./words";

/** What the form is doing, for the button to say. `leaving`: the list of cards is on its way. */
export type Phase = "idle" | "checking" | "saving" | "bank" | "finishing" | "leaving";

/** How a try ended. `incomplete`: Stripe's form shows what is missing. */
export type End =
  | { end: "added" | "processing" }
  | { end: "incomplete" }
  | { end: "refused"; notice: Notice };

type Try = { stripe: Stripe; elements: StripeElements; words: AddWords; onPhase: (phase: Phase) => void };

/** One try to save a card: check the form, make a token of it, save on the server, confirm with the bank where asked. */
export async function addInBrowser({ stripe, elements, words, onPhase }: Try): Promise<End> {
  if (!navigator.onLine) return { end: "refused", notice: words.offline };
  onPhase("checking");
  const form = await elements.submit().catch(toFault);
  if (form.error) return toEnd(form.error, words);
  const made = await stripe.createConfirmationToken({ elements }).catch(toFault);
  if (made.error) return toEnd(made.error, words);
  onPhase("saving");
  try {
    const reply = await saveCard(made.confirmationToken.id);
    if (reply.outcome !== "confirm_with_bank") return toEndOf(reply, words);
    onPhase("bank");
    // Whatever Stripe.js says of the outcome, only what the server hears from Stripe counts.
    await stripe.handleNextAction({ clientSecret: reply.clientSecret });
    onPhase("finishing");
    return toEndOf(await finishCard(reply.intentId), words);
  } catch (fault) {
    return {
      end: "refused",
      notice: unstable_isUnrecognizedActionError(fault) ? words.outdated : words.lost,
    };
  }
}

function toEndOf(reply: AddReply, words: AddWords): End {
  if (reply.outcome === "refused") return { end: "refused", notice: reply.notice };
  if (reply.outcome === "confirm_with_bank") return { end: "refused", notice: words.bankLeft };
  return { end: reply.outcome };
}

/** Stripe.js answers faults of people and networks, and throws only when it is used wrongly or was cut off. */
function toFault(): { error: StripeError } {
  return { error: { type: "api_error" } };
}

/** Stripe.js speaks the reader's language about the form; about the network and itself we say it better. */
function toEnd(error: StripeError, words: AddWords): End {
  if (error.type === "validation_error") return { end: "incomplete" };
  if (error.type === "api_connection_error") return { end: "refused", notice: words.offline };
  const text = error.type === "card_error" ? error.message : undefined;
  return { end: "refused", notice: { ...words.tokenFailed, text: text ?? words.tokenFailed.text } };
}
