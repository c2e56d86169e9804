import type { Tx } from "@/db/client";
import { absorbPaymentIntent } from "@/lib/checkout/absorb-payment-intent";
import { withInvoice } from "@/lib/checkout/with-invoice";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { retrievePaymentIntent } from "@/lib/stripe/retrieve-payment-intent";
import type { Outcome } from "../outcome";

/**
 * The PaymentIntent of an event as Stripe has it now. An event tells of a moment, and events arrive in any order;
 * what can change is therefore read, not believed. Null: Stripe does not know it (another account's test event).
 */
export async function fetchPaymentIntent(id: string): Promise<PaymentIntentFacts | null> {
  const intent = await retrievePaymentIntent(id);
  if (intent.ok) return withInvoice(intent.value);
  if (intent.trouble.kind === "refused" && intent.trouble.code === "resource_missing") return null;
  throw new Error(`stripe_not_read: ${id}, ${intent.trouble.kind}`);
}

const STATE_OF_KIND = {
  granted: "processed",
  already_granted: "processed",
  mirrored: "processed",
  ignored: "ignored",
  parked: "parked",
} as const;

/** What became of money or a PaymentIntent, as the outcome of the event that told of it. */
export function toOutcome(absorbed: { kind: keyof typeof STATE_OF_KIND; sentence: string }): Outcome {
  return { state: STATE_OF_KIND[absorbed.kind], sentence: absorbed.sentence };
}

/** Takes in a PaymentIntent that was read for an event. */
export async function absorbFresh(tx: Tx, intent: PaymentIntentFacts | null): Promise<Outcome> {
  if (!intent) return { state: "ignored", sentence: "Stripe does not know this payment" };
  return toOutcome(await absorbPaymentIntent(tx, intent));
}
