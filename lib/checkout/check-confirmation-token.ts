import { now } from "@/lib/platform/clock";
import { type Result, refuse } from "@/lib/platform/result";
import {
  type ConfirmationTokenFacts,
  retrieveConfirmationToken,
} from "@/lib/stripe/retrieve-confirmation-token";
import type { PayOrderRefusal } from "./refusals";

const TOKEN = /^ctoken_[A-Za-z0-9_]{1,200}$/;

type TokenFault = Extract<
  PayOrderRefusal,
  | "confirmation_token_invalid"
  | "confirmation_token_used"
  | "confirmation_token_mismatch"
  | "stripe_unavailable"
>;

/** Either intent, as far as a token can be for it. */
type Confirmable = { id: string; status: string; livemode: boolean };

/** Reads a token from the browser, or says why it is none. */
export async function readConfirmationToken(
  tokenId: string,
): Promise<Result<{ token: ConfirmationTokenFacts }, "confirmation_token_invalid" | "stripe_unavailable">> {
  if (!TOKEN.test(tokenId)) return refuse("confirmation_token_invalid");
  const token = await retrieveConfirmationToken(tokenId);
  if (token.ok) return { ok: true, token: token.value };
  return refuse(token.trouble.kind === "unavailable" ? "stripe_unavailable" : "confirmation_token_invalid");
}

/**
 * Whether a token may confirm this intent. Null: yes. `repeated`: it already did, and the payer is to act; the same
 * request came again because its answer was lost, and gets that answer.
 */
export function findTokenFault(
  { livemode, expiresAt, usedByPaymentIntentId, usedBySetupIntentId }: ConfirmationTokenFacts,
  intent: Confirmable,
): TokenFault | "repeated" | null {
  const usedBy = usedByPaymentIntentId ?? usedBySetupIntentId;
  if (usedBy === intent.id && intent.status === "requires_action") return "repeated";
  if (usedBy) return "confirmation_token_used";
  if (livemode !== intent.livemode) return "confirmation_token_mismatch";
  return expiresAt && expiresAt <= now() ? "confirmation_token_invalid" : null;
}

/** Both in one, for who needs to know nothing else of the token. */
export async function checkConfirmationToken(
  tokenId: string,
  intent: Confirmable,
): Promise<TokenFault | "repeated" | null> {
  const read = await readConfirmationToken(tokenId);
  return read.ok ? findTokenFault(read.token, intent) : read.refusal;
}
