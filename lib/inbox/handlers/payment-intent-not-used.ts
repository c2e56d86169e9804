import { defineHandler } from "./define-handler";

/** We capture at once; an authorisation that waits for capture was made elsewhere on the account. */
const paymentIntentAmountCapturableUpdated = defineHandler({
  type: "payment_intent.amount_capturable_updated",
  apply: async () => ({ state: "ignored", sentence: "we take payments without separate capture" }),
});

/** Only bank transfers are paid in parts, and the whole sum is told by `payment_intent.succeeded`. */
const paymentIntentPartiallyFunded = defineHandler({
  type: "payment_intent.partially_funded",
  apply: async () => ({ state: "ignored", sentence: "credits come when the whole amount is there" }),
});

export const paymentIntentNotUsed = [paymentIntentAmountCapturableUpdated, paymentIntentPartiallyFunded];
