import { defineHandler } from "./define-handler";
import { absorbFresh, fetchPaymentIntent } from "./fresh-payment-intent";

/** The money is under way, by a method that takes its time. */
export const paymentIntentProcessing = defineHandler({
  type: "payment_intent.processing",
  fetch: (event) => fetchPaymentIntent(event.data.object.id),
  apply: (tx, _event, intent) => absorbFresh(tx, intent),
});
