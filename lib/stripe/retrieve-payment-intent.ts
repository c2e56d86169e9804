import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { fromStripePaymentIntent, type PaymentIntentFacts } from "./payment-intent-facts";
import type { StripeAnswer } from "./trouble";

/** A PaymentIntent as Stripe has it now, with its last charge and what that charge brought, once it is booked. */
export function retrievePaymentIntent(id: string): Promise<StripeAnswer<PaymentIntentFacts>> {
  return askStripe("payment_intents.retrieve", async () => {
    const intent = await stripe().paymentIntents.retrieve(id, {
      expand: ["latest_charge.balance_transaction"],
    });
    return fromStripePaymentIntent(intent);
  });
}
