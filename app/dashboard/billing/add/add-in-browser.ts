import type { Stripe, StripeElements } from "@stripe/stripe-js";
import { unstable_isUnrecognizedActionError } from "next/navigation";
import { makeToken } from "@/app/_payments/make-token";
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
  const token = await makeToken({ stripe, elements, onPhase, words: { ...words, silent: words.offline } });
  if (!("id" in token)) return token;
  onPhase("saving");
  try {
    const reply = await saveCard(token.id);
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
