import type Stripe from "stripe";
import { newId } from "@/lib/platform/ids";
import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import type { PaymentFailure } from "./payment-intent-facts";
import { keyOfOrder } from "./start-subscription";
import type { StripeAnswer } from "./trouble";

/** A SetupIntent of an order of a plan with nothing due now, in plain values. `card` is known once one was entered. */
export type SetupIntentFacts = {
  id: string;
  status: Stripe.SetupIntent.Status;
  livemode: boolean;
  /** What its metadata claim, checked against our rows by whoever acts on it. */
  orderId: string | null;
  walletId: string | null;
  clientSecret: string | null;
  failure: PaymentFailure | null;
  paymentMethodId: string | null;
  method: string | null;
  card: { brand: string; last4: string; fingerprint: string | null } | null;
};

type OrderToSetUp = { orderId: string; walletId: string; revision: number; customerId: string };

/** Makes the SetupIntent by which the card of an order is checked; nothing is charged by it, now or later. */
export function createSetupIntent(
  order: OrderToSetUp,
  again = false,
): Promise<StripeAnswer<SetupIntentFacts>> {
  return askStripe("setup_intents.create", async () => {
    const intent = await stripe().setupIntents.create(
      {
        customer: order.customerId,
        usage: "off_session",
        automatic_payment_methods: { enabled: true },
        metadata: { order_id: order.orderId, wallet_id: order.walletId },
      },
      { idempotencyKey: `${keyOfOrder(order)}:setup${again ? ":again" : ""}` },
    );
    return fromStripeSetupIntent(intent);
  });
}

/** Lets the bank check the card that was entered. 3D Secure stays with Stripe.js, as for payments. */
export function confirmSetupIntent(confirmation: {
  setupIntentId: string;
  orderId: string;
  confirmationTokenId: string;
  returnUrl: string;
}): Promise<StripeAnswer<SetupIntentFacts>> {
  const { setupIntentId, orderId, confirmationTokenId, returnUrl } = confirmation;
  return askStripe("setup_intents.confirm", async () => {
    const intent = await stripe().setupIntents.confirm(
      setupIntentId,
      {
        confirmation_token: confirmationTokenId,
        return_url: returnUrl,
        use_stripe_sdk: true,
        expand: ["payment_method"],
      },
      { idempotencyKey: `order:${orderId}:${confirmationTokenId}`, maxNetworkRetries: 1 },
    );
    return fromStripeSetupIntent(intent);
  });
}

/** A SetupIntent as Stripe has it now, with its card. */
export function retrieveSetupIntent(id: string): Promise<StripeAnswer<SetupIntentFacts>> {
  return askStripe("setup_intents.retrieve", async () =>
    fromStripeSetupIntent(await stripe().setupIntents.retrieve(id, { expand: ["payment_method"] })),
  );
}

/** Makes sure that the card will not be set up; `refused` when it was already. A key for each try, as for payments. */
export function cancelSetupIntent(id: string): Promise<StripeAnswer<SetupIntentFacts>> {
  return askStripe("setup_intents.cancel", async () => {
    const options = { idempotencyKey: `${id}:cancel:${newId()}` };
    return fromStripeSetupIntent(await stripe().setupIntents.cancel(id, {}, options));
  });
}

export function fromStripeSetupIntent(intent: Stripe.SetupIntent): SetupIntentFacts {
  const error = intent.last_setup_error;
  const method = intent.payment_method;
  const known = method && typeof method !== "string" ? method : null;
  const { brand, last4, fingerprint = null } = known?.card ?? { brand: null, last4: null };
  return {
    id: intent.id,
    status: intent.status,
    livemode: intent.livemode,
    orderId: intent.metadata?.order_id ?? null,
    walletId: intent.metadata?.wallet_id ?? null,
    clientSecret: intent.client_secret,
    failure: error ? { code: error.code ?? "unknown", declineCode: error.decline_code ?? null } : null,
    paymentMethodId: typeof method === "string" ? method : (method?.id ?? null),
    method: known?.type ?? null,
    card: brand && last4 ? { brand, last4, fingerprint } : null,
  };
}
