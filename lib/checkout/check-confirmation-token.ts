import { now } from "@/lib/platform/clock";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { retrieveConfirmationToken } from "@/lib/stripe/retrieve-confirmation-token";
import type { PayOrderRefusal } from "./refusals";

const TOKEN = /^ctoken_[A-Za-z0-9_]{1,200}$/;

type TokenFault = Extract<
  PayOrderRefusal,
  | "confirmation_token_invalid"
  | "confirmation_token_used"
  | "confirmation_token_mismatch"
  | "stripe_unavailable"
>;

/**
 * Whether a token from the browser may confirm this PaymentIntent. Null: yes. `repeated`: it already did, and the
 * payer is to act; the same request came again because its answer was lost, and gets that answer.
 */
export async function checkConfirmationToken(
  tokenId: string,
  intent: PaymentIntentFacts,
): Promise<TokenFault | "repeated" | null> {
  if (!TOKEN.test(tokenId)) return "confirmation_token_invalid";
  const token = await retrieveConfirmationToken(tokenId);
  if (!token.ok)
    return token.trouble.kind === "unavailable" ? "stripe_unavailable" : "confirmation_token_invalid";
  const { livemode, expiresAt, usedByPaymentIntentId, usedBySetupIntentId } = token.value;
  if (usedByPaymentIntentId === intent.id && intent.status === "requires_action") return "repeated";
  if (usedByPaymentIntentId || usedBySetupIntentId) return "confirmation_token_used";
  if (livemode !== intent.livemode) return "confirmation_token_mismatch";
  if (expiresAt && expiresAt <= now()) return "confirmation_token_invalid";
  return null;
}
