import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { type CardFacts, fromStripeCard } from "./payment-methods";
import type { StripeAnswer } from "./trouble";

/** A confirmation token in plain values: what the browser made of the payer's input, good for one try. */
export type ConfirmationTokenFacts = {
  id: string;
  livemode: boolean;
  expiresAt: Date | null;
  usedByPaymentIntentId: string | null;
  usedBySetupIntentId: string | null;
  /** What kind of payment method was entered: `card`, `alipay`, … */
  method: string | null;
  /** The card that was entered, if it was one. */
  card: CardFacts | null;
};

const SECOND_MS = 1000;

/** Reads a confirmation token; `refused` when there is none with this id in this mode. */
export function retrieveConfirmationToken(id: string): Promise<StripeAnswer<ConfirmationTokenFacts>> {
  return askStripe("confirmation_tokens.retrieve", async () => {
    const token = await stripe().confirmationTokens.retrieve(id);
    const { type = null, card } = token.payment_method_preview ?? {};
    return {
      id: token.id,
      livemode: token.livemode,
      expiresAt: token.expires_at === null ? null : new Date(token.expires_at * SECOND_MS),
      usedByPaymentIntentId: token.payment_intent,
      usedBySetupIntentId: token.setup_intent,
      method: type,
      card: card ? fromStripeCard(card) : null,
    };
  });
}
