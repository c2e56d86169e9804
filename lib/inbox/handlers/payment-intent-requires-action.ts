import { defineHandler } from "./define-handler";
import { absorbFresh, fetchPaymentIntent } from "./fresh-payment-intent";

/** The payer has something to do: 3D Secure, or a redirect. */
export const paymentIntentRequiresAction = defineHandler({
  type: "payment_intent.requires_action",
  fetch: (event) => fetchPaymentIntent(event.data.object.id),
  apply: (tx, _event, intent) => absorbFresh(tx, intent),
});
