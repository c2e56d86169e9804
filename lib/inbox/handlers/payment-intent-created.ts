import { linkPaymentIntent } from "@/lib/checkout/link-payment-intent";
import { fromStripePaymentIntent } from "@/lib/stripe/payment-intent-facts";
import { defineHandler } from "./define-handler";

/** A PaymentIntent exists. If we died before we could store its id, the order learns it here. */
export const paymentIntentCreated = defineHandler({
  type: "payment_intent.created",
  apply: async (tx, event) => {
    const linked = await linkPaymentIntent(tx, fromStripePaymentIntent(event.data.object));
    if (linked) return { state: "processed", sentence: "the order knows its payment" };
    return { state: "ignored", sentence: "no order of ours waits for it" };
  },
});
