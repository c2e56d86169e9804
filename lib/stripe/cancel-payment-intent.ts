import { newId } from "@/lib/platform/ids";
import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { fromStripePaymentIntent, type PaymentIntentFacts } from "./payment-intent-facts";
import type { StripeAnswer } from "./trouble";

/**
 * Makes sure that no money can come any more; `refused` when it came already or is under way. Each try has a key of its
 * own: canceling twice does no harm, and Stripe would repeat a stored 500 under the same key for a day.
 */
export function cancelPaymentIntent(
  paymentIntentId: string,
  orderId: string,
): Promise<StripeAnswer<PaymentIntentFacts>> {
  return askStripe("payment_intents.cancel", async () => {
    const intent = await stripe().paymentIntents.cancel(
      paymentIntentId,
      { cancellation_reason: "requested_by_customer" },
      { idempotencyKey: `order:${orderId}:cancel:${newId()}` },
    );
    return fromStripePaymentIntent(intent);
  });
}
