import { defineHandler } from "./define-handler";
import { absorbFresh, fetchPaymentIntent } from "./fresh-payment-intent";

/** No money can come by this PaymentIntent any more. */
export const paymentIntentCanceled = defineHandler({
  type: "payment_intent.canceled",
  fetch: (event) => fetchPaymentIntent(event.data.object.id),
  apply: (tx, _event, intent) => absorbFresh(tx, intent),
});
