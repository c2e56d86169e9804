import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { fromStripePaymentIntent, type PaymentIntentFacts } from "./payment-intent-facts";
import type { StripeAnswer } from "./trouble";

const PAGE_SIZE = 100;
const PAYMENT_INTENTS_MAX = 1_000;

/**
 * Looks through the customer's PaymentIntents for the one of an order; null when there is none. For the case
 * that Stripe made it, we never heard of it, and the key that would find it again is too old (24 h). Lists are
 * up to date at once; Stripe's search is not.
 */
export function findPaymentIntentOfOrder(
  customerId: string,
  orderId: string,
): Promise<StripeAnswer<PaymentIntentFacts | null>> {
  return askStripe("payment_intents.list", async () => {
    let seen = 0;
    for await (const intent of stripe().paymentIntents.list({ customer: customerId, limit: PAGE_SIZE })) {
      if (intent.metadata?.order_id === orderId) return fromStripePaymentIntent(intent);
      seen += 1;
      if (seen === PAYMENT_INTENTS_MAX) break;
    }
    return null;
  });
}
