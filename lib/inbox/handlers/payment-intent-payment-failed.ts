import { defineHandler } from "./define-handler";
import { absorbFresh, fetchPaymentIntent } from "./fresh-payment-intent";

/** A try to pay failed; the order shows it and stays open for another card. */
export const paymentIntentPaymentFailed = defineHandler({
  type: "payment_intent.payment_failed",
  fetch: (event) => fetchPaymentIntent(event.data.object.id),
  apply: (tx, _event, intent) => absorbFresh(tx, intent),
});
