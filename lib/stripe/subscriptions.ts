import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { fromStripeSubscription, type SubscriptionFacts } from "./subscription-facts";
import type { StripeAnswer } from "./trouble";

/** A subscription as Stripe has it now, also one that has ended. */
export function retrieveSubscription(id: string): Promise<StripeAnswer<SubscriptionFacts>> {
  return askStripe("subscriptions.retrieve", async () =>
    fromStripeSubscription(await stripe().subscriptions.retrieve(id)),
  );
}
