import Stripe from "stripe";
import { nowMs } from "@/lib/platform/clock";

const SECOND_MS = 1000;

/** A `Stripe-Signature` header over a body, made now as Stripe makes it: for asking ourselves, never for events. */
export function signBody(body: string, secret: string): string {
  const timestamp = Math.floor(nowMs() / SECOND_MS);
  return Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp });
}
