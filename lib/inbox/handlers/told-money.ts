import type Stripe from "stripe";
import { withInvoice } from "@/lib/checkout/with-invoice";
import {
  fromStripePaymentIntent,
  isPaymentIntentOfOurVersion,
  type PaymentIntentFacts,
} from "@/lib/stripe/payment-intent-facts";
import { fetchPaymentIntent } from "./fresh-payment-intent";

/** What an event tells of money; null when it tells so in the shape of a version that is not ours. */
export function toldMoney(told: Stripe.PaymentIntent): PaymentIntentFacts | null {
  return isPaymentIntentOfOurVersion(told) ? fromStripePaymentIntent(told) : null;
}

/** The same with its invoice, read at Stripe in our version where the event cannot be understood. */
export async function readMoney(told: Stripe.PaymentIntent): Promise<PaymentIntentFacts> {
  const money = toldMoney(told);
  if (money) return withInvoice(money);
  const fresh = await fetchPaymentIntent(told.id);
  if (!fresh)
    throw new Error(`payment_unknown: ${told.id} is told in an unknown shape, and not known to Stripe`);
  return fresh;
}
