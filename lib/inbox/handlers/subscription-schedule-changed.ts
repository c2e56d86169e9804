import { absorbReading, readSubscription } from "@/lib/subscriptions/read-subscription";
import { defineHandler } from "./define-handler";
import { toOutcome } from "./fresh-payment-intent";

/** A plan that changes later is part of what a subscription is, also when a hand at Stripe planned it. */
const TYPES = [
  "subscription_schedule.updated",
  "subscription_schedule.released",
  "subscription_schedule.canceled",
  "subscription_schedule.aborted",
] as const;

export const subscriptionScheduleChanged = TYPES.map((type) =>
  defineHandler({
    type,
    fetch: async (event) => {
      const { subscription, released_subscription: released } = event.data.object;
      const id = typeof subscription === "string" ? subscription : (subscription?.id ?? released);
      return id ? readSubscription(id) : null;
    },
    apply: async (tx, _event, reading) => {
      if (!reading) return { state: "ignored", sentence: "a schedule without a subscription yet" };
      return toOutcome(await absorbReading(tx, reading));
    },
  }),
);
