import Stripe from "stripe";
import { env } from "@/lib/platform/env";
import { askPastDoor, askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { PAGE_READ } from "./page-read";
import type { StripeAnswer } from "./trouble";

/** The account that our keys belong to, in plain values. */
export type AccountFacts = { id: string; name: string | null; chargesEnabled: boolean };

/** What Stripe says to our secret key. `not_allowed`: a restricted key that may not read the account. */
export type SecretKeyAnswer =
  | { said: "known"; account: AccountFacts }
  | { said: "unknown" }
  | { said: "not_allowed" };

/** Asks Stripe whose our secret key is: past the door, because the door is what wants to know. */
export function trySecretKey(): Promise<StripeAnswer<SecretKeyAnswer>> {
  return askPastDoor("account.retrieve", async () => {
    try {
      const account = toFacts(await stripe().accounts.retrieveCurrent({}, PAGE_READ));
      return { said: "known" as const, account };
    } catch (error) {
      if (error instanceof Stripe.errors.StripeAuthenticationError) return { said: "unknown" as const };
      if (error instanceof Stripe.errors.StripePermissionError) return { said: "not_allowed" as const };
      throw error;
    }
  });
}

function toFacts({ id, charges_enabled, settings, business_profile }: Stripe.Account): AccountFacts {
  const name = settings?.dashboard.display_name || business_profile?.name || null;
  return { id, name, chargesEnabled: charges_enabled };
}

/**
 * Asks Stripe whether it knows our publishable key, by reading a payment that does not exist: a key that is known is
 * told so (404), one that is not is refused before that (401).
 */
export function tryPublishableKey(): Promise<StripeAnswer<"known" | "unknown">> {
  return askStripe("payment_intents.retrieve", async () => {
    try {
      const { publishableKey } = env().stripe;
      const nothing = { client_secret: "pi_none_secret_none" };
      await stripe().paymentIntents.retrieve("pi_none", nothing, { apiKey: publishableKey });
      return "known";
    } catch (error) {
      if (error instanceof Stripe.errors.StripeAuthenticationError) return "unknown";
      if (error instanceof Stripe.errors.StripeInvalidRequestError) return "known";
      if (error instanceof Stripe.errors.StripePermissionError) return "known";
      throw error;
    }
  });
}
