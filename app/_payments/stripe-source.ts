import { env } from "@/lib/platform/env";
import type { StripeSource } from "./load-stripe";

/** What the browser needs to load Stripe.js, from the environment of this request's server. */
export function stripeSource(): StripeSource {
  const { publishableKey, apiBase, emulated } = env().stripe;
  return { publishableKey, standInUrl: emulated ? `${apiBase}/endive/stripe.js` : null };
}
