import { sql } from "@/db/client";
import { browserCall, readFromStripe } from "@/lib/stripe/testing";
import { addPaymentMethod } from "./add-payment-method";

const RETURN_URL = "http://localhost:3000/dashboard/billing";

/** For tests: a confirmation token as the form for saving a card makes it. */
export async function newSavingToken(card: string, expiry: { month?: string; year?: string } = {}) {
  const token = await browserCall("/v1/confirmation_tokens", {
    "payment_method_data[type]": "card",
    "payment_method_data[card][number]": card,
    "payment_method_data[card][exp_month]": expiry.month ?? "12",
    "payment_method_data[card][exp_year]": expiry.year ?? "34",
    "payment_method_data[card][cvc]": "123",
    "client_context[mode]": "setup",
  });
  if (token.error) throw new Error(token.error.message);
  return token.id;
}

/** For tests: enters a card in the form for saving one. */
export async function enterCard(walletId: string, card: string, expiry?: { month?: string; year?: string }) {
  const confirmationTokenId = await newSavingToken(card, expiry);
  return addPaymentMethod({ walletId, confirmationTokenId, returnUrl: RETURN_URL });
}

/** For tests: the payer answers their bank about a SetupIntent. */
export async function answerBank(intentId: string, outcome: "complete" | "fail"): Promise<void> {
  const path = `/v1/setup_intents/${intentId}`;
  const intent = await readFromStripe<{ next_action: { use_stripe_sdk?: Record<string, string> } | null }>(
    path,
  );
  const source = intent.next_action?.use_stripe_sdk?.three_d_secure_2_source;
  if (!source) throw new Error(`setup ${intentId} asks for nothing`);
  await browserCall("/v1/3ds2/authenticate", { source, outcome });
}

/** For tests: forgets how often cards were tried. */
export async function forgetCardTries(): Promise<void> {
  await sql()`delete from rate_limits where key like 'add_card:%'`;
}
