import type Stripe from "stripe";
import type { Cause } from "../http/endpoint";

/** Writes a changed PaymentIntent. */
export function changeIntent(
  cause: Cause,
  intent: Stripe.PaymentIntent,
  change: Partial<Stripe.PaymentIntent>,
): Stripe.PaymentIntent {
  return cause.emulator.store.put("payment_intent", intent.id, { ...intent, ...change });
}

/** A copy of a payment method for an error, so that later changes of the method leave the error alone. */
export function idOf(value: string | { id: string } | null): string | null {
  return typeof value === "object" && value !== null ? value.id : value;
}
