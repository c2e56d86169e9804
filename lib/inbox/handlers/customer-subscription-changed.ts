import { absorbPlanReading } from "@/lib/checkout/absorb-plan-reading";
import { linkSubscription } from "@/lib/checkout/link-subscription";
import { readSubscription } from "@/lib/subscriptions/read-subscription";
import { defineHandler } from "./define-handler";
import { toOutcome } from "./fresh-payment-intent";

/**
 * All of these mean only that something about the subscription changed; what it is now is read at Stripe, so it does
 * not matter which of them come, in which order, or how often.
 */
const TYPES = [
  "customer.subscription.created",
  "customer.subscription.updated",
  "customer.subscription.deleted",
  "customer.subscription.paused",
  "customer.subscription.resumed",
  "customer.subscription.pending_update_applied",
  "customer.subscription.pending_update_expired",
  "customer.subscription.trial_will_end",
] as const;

export const customerSubscriptionChanged = TYPES.map((type) =>
  defineHandler({
    type,
    fetch: async (event) => ({
      ...(await readSubscription(event.data.object.id)),
      trialIsEnding: event.type === "customer.subscription.trial_will_end",
    }),
    apply: async (tx, event, reading) => {
      await linkSubscription(tx, event.data.object);
      return toOutcome(await absorbPlanReading(tx, reading));
    },
  }),
);
