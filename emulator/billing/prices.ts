import type Stripe from "stripe";

/** The rhythm of a price of a subscription, which always has one. */
export function recurringOf(price: Stripe.Price): Stripe.Price.Recurring {
  if (price.recurring === null) throw new Error(`${price.id} does not recur`);
  return price.recurring;
}
