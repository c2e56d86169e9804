import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { fromStripePaymentIntent, type PaymentIntentFacts } from "./payment-intent-facts";
import type { StripeAnswer } from "./trouble";

/** What is to be paid. Amount in minor units; everything comes from the order, so each try sends the same. */
export type PaymentRequest = {
  orderId: string;
  walletId: string;
  customerId: string;
  amountMinor: number;
  currency: string;
  description: string;
};

/**
 * Makes the order's one PaymentIntent, without taking money yet. `again` is for the one case in which Stripe
 * keeps answering an old failure under the first key and has no PaymentIntent for it.
 */
export function createPaymentIntent(
  request: PaymentRequest,
  again = false,
): Promise<StripeAnswer<PaymentIntentFacts>> {
  return askStripe("payment_intents.create", async () => {
    const intent = await stripe().paymentIntents.create(
      {
        amount: request.amountMinor,
        currency: request.currency,
        customer: request.customerId,
        description: request.description,
        automatic_payment_methods: { enabled: true },
        metadata: { order_id: request.orderId, wallet_id: request.walletId },
      },
      { idempotencyKey: `order:${request.orderId}${again ? ":again" : ""}` },
    );
    return fromStripePaymentIntent(intent);
  });
}
