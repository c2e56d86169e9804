import { log } from "@/lib/platform/log";
import { cancelSavingIntent, type SavingIntentFacts } from "@/lib/stripe/saving-intents";
import type { StripeTrouble } from "@/lib/stripe/trouble";
import { keepOneOfACard } from "./keep-one-of-a-card";
import type { AddPaymentMethodRefusal } from "./refusals";

/** Why a bank said no, as Stripe's codes; never shown, only turned into advice. */
export type SavingDecline = { code: string; declineCode: string | null };

/** What the browser hears after it asked to save a card. `clientSecret` goes to `stripe.handleNextAction`. */
export type AddPaymentMethodAnswer =
  | { outcome: "added" }
  | { outcome: "processing" }
  | { outcome: "requires_action"; clientSecret: string; intentId: string }
  | {
      outcome: "refused";
      refusal: AddPaymentMethodRefusal;
      decline: SavingDecline | null;
      waitSeconds: number | null;
    };

export function refused(
  refusal: AddPaymentMethodRefusal,
  details: { decline?: SavingDecline; waitSeconds?: number } = {},
): AddPaymentMethodAnswer {
  const { decline = null, waitSeconds = null } = details;
  return { outcome: "refused", refusal, decline, waitSeconds };
}

/** Says how a try stands. What failed is canceled, so that nothing is left of it. */
export async function concludeSaving(
  walletId: string,
  intent: SavingIntentFacts,
): Promise<AddPaymentMethodAnswer> {
  switch (intent.status) {
    case "succeeded":
      if (intent.paymentMethodId) await keepOneOfACard(walletId, intent.paymentMethodId);
      return { outcome: "added" };
    case "processing":
      return { outcome: "processing" };
    case "requires_action":
      if (!intent.clientSecret) throw new Error(`client_secret_missing: setup ${intent.id}`);
      return { outcome: "requires_action", clientSecret: intent.clientSecret, intentId: intent.id };
    case "canceled":
      return refused("authentication_failed");
    default:
      await cancelSavingIntent(intent.id);
      return refusedBy(intent.failure);
  }
}

function refusedBy(failure: SavingDecline | null): AddPaymentMethodAnswer {
  if (!failure || failure.code === "setup_intent_authentication_failure")
    return refused("authentication_failed");
  return refused("card_declined", { decline: failure });
}

export function concludeTrouble(trouble: StripeTrouble): AddPaymentMethodAnswer {
  if (trouble.kind === "unavailable") return refused("stripe_unavailable");
  if (trouble.kind === "declined")
    return refused("card_declined", { decline: { code: trouble.code, declineCode: trouble.declineCode } });
  if (trouble.code === "wallet_closed") return refused("wallet_closed");
  if (trouble.param === "confirmation_token") return refused("confirmation_token_invalid");
  log.error({ code: trouble.code, message: trouble.message }, "stripe refused to save a payment method");
  return refused("stripe_unavailable");
}
