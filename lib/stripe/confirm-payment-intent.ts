import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { fromStripePaymentIntent, type PaymentIntentFacts } from "./payment-intent-facts";
import type { StripeAnswer } from "./trouble";

/** One retry only: both tries together stay below the time for which a payer holds the order. */
const RETRIES_MAX = 1;

/** What a try to pay needs. A confirmation token is good for one try, so order and token name the try. */
export type Confirmation = {
  paymentIntentId: string;
  orderId: string;
  confirmationTokenId: string;
  returnUrl: string;
};

/**
 * Takes the money, or answers that the payer has something to do first. 3D Secure stays with Stripe.js
 * (`use_stripe_sdk`); methods that redirect come back to `returnUrl`.
 */
export function confirmPaymentIntent(confirmation: Confirmation): Promise<StripeAnswer<PaymentIntentFacts>> {
  const { paymentIntentId, orderId, confirmationTokenId, returnUrl } = confirmation;
  return askStripe("payment_intents.confirm", async () => {
    const intent = await stripe().paymentIntents.confirm(
      paymentIntentId,
      {
        confirmation_token: confirmationTokenId,
        return_url: returnUrl,
        use_stripe_sdk: true,
        expand: ["latest_charge"],
      },
      { idempotencyKey: `order:${orderId}:${confirmationTokenId}`, maxNetworkRetries: RETRIES_MAX },
    );
    return fromStripePaymentIntent(intent);
  });
}
