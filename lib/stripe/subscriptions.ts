import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { fromStripeSubscription, type SubscriptionFacts } from "./subscription-facts";
import type { StripeAnswer } from "./trouble";

/** What is planned for a subscription is told with it: its schedule, down to the prices. */
const WITH_PLANS = { expand: ["schedule.phases.items.price"] };

/** A subscription as Stripe has it now, also one that has ended. */
export function retrieveSubscription(id: string): Promise<StripeAnswer<SubscriptionFacts>> {
  return askStripe("subscriptions.retrieve", async () =>
    fromStripeSubscription(await stripe().subscriptions.retrieve(id, WITH_PLANS)),
  );
}
