import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { fromStripePaymentIntent, type PaymentIntentFacts } from "./payment-intent-facts";
import type { StripeAnswer } from "./trouble";

/** One retry only: both tries together stay below the time for which a payer holds the invoice. */
const RETRIES_MAX = 1;

/** With what somebody who is present pays: what they just entered, or what is saved with their customer. */
export type PaidWith = { confirmationTokenId: string } | { paymentMethodId: string };

/** A try to pay an invoice. `key` names the try: a saved card can be tried again when there is money on it. */
export type InvoiceConfirmation = {
  paymentIntentId: string;
  key: string;
  paidWith: PaidWith;
  returnUrl: string;
};

/**
 * Takes the money for an invoice by the PaymentIntent that Stripe made for it, or answers that the payer has something
 * to do first. An invoice has one PaymentIntent and Stripe lets one succeed once, whoever confirms it how often.
 */
export function confirmInvoicePayment(
  confirmation: InvoiceConfirmation,
): Promise<StripeAnswer<PaymentIntentFacts>> {
  const { paymentIntentId, key, paidWith, returnUrl } = confirmation;
  const method =
    "confirmationTokenId" in paidWith
      ? { confirmation_token: paidWith.confirmationTokenId }
      : { payment_method: paidWith.paymentMethodId };
  return askStripe("payment_intents.confirm", async () => {
    const intent = await stripe().paymentIntents.confirm(
      paymentIntentId,
      { ...method, return_url: returnUrl, use_stripe_sdk: true, expand: ["latest_charge"] },
      { idempotencyKey: key, maxNetworkRetries: RETRIES_MAX },
    );
    return fromStripePaymentIntent(intent);
  });
}

/**
 * Asks Stripe to keep what pays a subscription's next payment as what pays it from then on. Subscriptions that we sell
 * say so from the start; one made by hand need not, and its owner would pay by hand every month.
 */
export function keepWhatPays(subscriptionId: string, key: string): Promise<StripeAnswer<string>> {
  return askStripe("subscriptions.update", async () => {
    const change = { payment_settings: { save_default_payment_method: "on_subscription" } } as const;
    return (await stripe().subscriptions.update(subscriptionId, change, { idempotencyKey: key })).id;
  });
}
