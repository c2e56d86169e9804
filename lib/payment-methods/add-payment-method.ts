import { ensureCustomer } from "@/lib/customers/ensure-customer";
import { now, nowMs } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import type { CardFacts } from "@/lib/stripe/payment-methods";
import {
  type ConfirmationTokenFacts,
  retrieveConfirmationToken,
} from "@/lib/stripe/retrieve-confirmation-token";
import {
  cancelSavingIntent,
  confirmSavingIntent,
  createSavingIntent,
  listAbandonedSavingIntents,
  retrieveSavingIntent,
  type SavingIntentFacts,
} from "@/lib/stripe/saving-intents";
import type { StripeAnswer } from "@/lib/stripe/trouble";
import { type AddPaymentMethodAnswer, concludeSaving, concludeTrouble, refused } from "./conclude-saving";
import { countCardTry } from "./count-card-try";
import { readSaved } from "./read-saved";

/** Nobody is at their bank for longer; until then a try in another tab is left alone. */
const ABANDONED_AFTER_MS = 30 * 60_000;
const TOKEN = /^ctoken_[A-Za-z0-9_]{1,200}$/;

export type AddPaymentMethodRequest = { walletId: string; confirmationTokenId: string; returnUrl: string };

/**
 * Saves what the payer entered with their customer at Stripe, after their bank has seen it. Nothing is charged.
 * `requires_action` hands the browser what Stripe.js needs for 3D Secure; `finishAdding` hears how it ended. A try that
 * does not end well leaves nothing: a card is saved by Stripe only when the bank said yes, and its SetupIntent is
 * canceled, at the latest when the next try begins. At most a few tries an hour for a wallet, whatever they bring.
 * Refusals are in `refusals.ts`, in order. After `stripe_unavailable` the list shows whether the card is there.
 */
export async function addPaymentMethod(request: AddPaymentMethodRequest): Promise<AddPaymentMethodAnswer> {
  const limited = await countCardTry(request.walletId);
  if (limited)
    return refused(limited.refusal, "waitSeconds" in limited ? { waitSeconds: limited.waitSeconds } : {});
  const token = await readToken(request.confirmationTokenId);
  if (!token.ok) return refused(token.refusal);
  const saved = await readSaved(request.walletId);
  if (!saved.ok) return refused("stripe_unavailable");
  if (token.card && isSaved(token.card, saved.value?.methods ?? [])) return refused("card_already_saved");
  const intent = await beginSaving(request);
  if (!intent.ok) return concludeTrouble(intent.trouble);
  const { confirmationTokenId, returnUrl } = request;
  const confirmed = await confirmSavingIntent(intent.value.id, confirmationTokenId, returnUrl);
  if (confirmed.ok) return concludeSaving(request.walletId, confirmed.value);
  if (confirmed.trouble.kind === "unavailable") return lookAgain(request.walletId, intent.value.id);
  await cancelSavingIntent(intent.value.id);
  return concludeTrouble(confirmed.trouble);
}

type TokenAnswer =
  | { ok: true; card: CardFacts | null }
  | { ok: false; refusal: "confirmation_token_invalid" | "stripe_unavailable" };

async function readToken(id: string): Promise<TokenAnswer> {
  if (!TOKEN.test(id)) return { ok: false, refusal: "confirmation_token_invalid" };
  const token = await retrieveConfirmationToken(id);
  if (token.ok && isGood(token.value)) return { ok: true, card: token.value.card };
  const away = !token.ok && token.trouble.kind === "unavailable";
  return { ok: false, refusal: away ? "stripe_unavailable" : "confirmation_token_invalid" };
}

function isGood(token: ConfirmationTokenFacts): boolean {
  const { livemode, expiresAt, usedByPaymentIntentId, usedBySetupIntentId } = token;
  if (usedByPaymentIntentId || usedBySetupIntentId) return false;
  return livemode === env().stripe.livemode && (expiresAt === null || expiresAt > now());
}

/** The same number with another date is a card that its bank renewed; it takes the place of the old one. */
function isSaved(card: CardFacts, methods: readonly { card: CardFacts | null }[]): boolean {
  if (card.fingerprint === null) return false;
  return methods.some(
    ({ card: other }) =>
      other?.fingerprint === card.fingerprint &&
      other.expMonth === card.expMonth &&
      other.expYear === card.expYear,
  );
}

/** The SetupIntent of this try, after those of abandoned ones are canceled. */
async function beginSaving(request: AddPaymentMethodRequest): Promise<StripeAnswer<SavingIntentFacts>> {
  const { walletId, confirmationTokenId } = request;
  const customer = await ensureCustomer(walletId);
  if (!customer.ok) return customer;
  const abandoned = await listAbandonedSavingIntents(customer.value, new Date(nowMs() - ABANDONED_AFTER_MS));
  if (abandoned.ok) for (const { id } of abandoned.value) await cancelSavingIntent(id);
  const created = await createSavingIntent({ walletId, confirmationTokenId, customerId: customer.value });
  if (created.ok || created.trouble.kind !== "refused" || created.trouble.param !== "customer")
    return created;
  const again = await ensureCustomer(walletId, customer.value);
  return again.ok ? createSavingIntent({ walletId, confirmationTokenId, customerId: again.value }) : again;
}

/** The answer of the bank got lost: ask once what became of it. A try that never reached the bank is given up. */
async function lookAgain(walletId: string, intentId: string): Promise<AddPaymentMethodAnswer> {
  const fresh = await retrieveSavingIntent(intentId);
  if (!fresh.ok) return refused("stripe_unavailable");
  if (fresh.value.status !== "requires_payment_method") return concludeSaving(walletId, fresh.value);
  await cancelSavingIntent(intentId);
  return refused("stripe_unavailable");
}
