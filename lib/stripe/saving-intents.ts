import type Stripe from "stripe";
import { newId } from "@/lib/platform/ids";
import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import type { StripeAnswer } from "./trouble";
import { idOf, toDate } from "./values";

/** What tells our SetupIntents for saving a card from those that Stripe makes for subscriptions. */
const PURPOSE = "save_payment_method";
const ABANDONED_LISTED_MAX = 20;

/** A SetupIntent that saves a payment method, in plain values. The client secret is for its owner's browser only. */
export type SavingIntentFacts = {
  id: string;
  status: Stripe.SetupIntent.Status;
  customerId: string | null;
  paymentMethodId: string | null;
  clientSecret: string | null;
  /** Whether we made it, to save a card from the page of billing. */
  isOurs: boolean;
  failure: { code: string; declineCode: string | null } | null;
  createdAt: Date;
};

/** Begins to save a payment method, asking the bank nothing yet. The key is the token: one try is one intent. */
export function createSavingIntent(request: {
  walletId: string;
  customerId: string;
  confirmationTokenId: string;
}): Promise<StripeAnswer<SavingIntentFacts>> {
  const { walletId, customerId, confirmationTokenId } = request;
  return askStripe("setup_intents.create", async () => {
    const intent = await stripe().setupIntents.create(
      {
        customer: customerId,
        usage: "off_session",
        automatic_payment_methods: { enabled: true },
        metadata: { purpose: PURPOSE, wallet_id: walletId },
      },
      { idempotencyKey: `wallet:${walletId}:save:${confirmationTokenId}:${customerId}` },
    );
    return fromStripeSetupIntent(intent);
  });
}

/** Lets the bank check what the payer entered; when it says yes, Stripe keeps it with the customer. */
export function confirmSavingIntent(
  id: string,
  confirmationTokenId: string,
  returnUrl: string,
): Promise<StripeAnswer<SavingIntentFacts>> {
  return askStripe("setup_intents.confirm", async () => {
    const intent = await stripe().setupIntents.confirm(
      id,
      { confirmation_token: confirmationTokenId, return_url: returnUrl, use_stripe_sdk: true },
      { idempotencyKey: `${id}:${confirmationTokenId}` },
    );
    return fromStripeSetupIntent(intent);
  });
}

export function retrieveSavingIntent(id: string): Promise<StripeAnswer<SavingIntentFacts>> {
  return askStripe("setup_intents.retrieve", async () =>
    fromStripeSetupIntent(await stripe().setupIntents.retrieve(id)),
  );
}

/** Gives up a try. It is refused for one that has ended, which is as good. A key for each time, as for payments. */
export function cancelSavingIntent(id: string): Promise<StripeAnswer<SavingIntentFacts>> {
  return askStripe("setup_intents.cancel", async () => {
    const canceled = await stripe().setupIntents.cancel(
      id,
      { cancellation_reason: "abandoned" },
      { idempotencyKey: `${id}:cancel:${newId()}` },
    );
    return fromStripeSetupIntent(canceled);
  });
}

/** Our SetupIntents of a customer that were begun before `before` and that nobody finished. */
export function listAbandonedSavingIntents(
  customerId: string,
  before: Date,
): Promise<StripeAnswer<SavingIntentFacts[]>> {
  return askStripe("setup_intents.list", async () => {
    const { data } = await stripe().setupIntents.list({ customer: customerId, limit: ABANDONED_LISTED_MAX });
    const ours = data.map(fromStripeSetupIntent).filter(({ isOurs }) => isOurs);
    return ours.filter(({ status, createdAt }) => status.startsWith("requires_") && createdAt < before);
  });
}

function fromStripeSetupIntent(intent: Stripe.SetupIntent): SavingIntentFacts {
  const error = intent.last_setup_error;
  return {
    id: intent.id,
    status: intent.status,
    customerId: idOf(intent.customer),
    paymentMethodId: idOf(intent.payment_method),
    clientSecret: intent.client_secret,
    isOurs: intent.metadata?.purpose === PURPOSE,
    failure: error ? { code: error.code ?? "card_declined", declineCode: error.decline_code ?? null } : null,
    createdAt: toDate(intent.created),
  };
}
