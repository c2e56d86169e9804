import { createStripe } from "./stripe";

/** The global, callable without `new` and without `this`, as the loader in @stripe/stripe-js calls it. */
function Stripe(key: unknown, options?: Record<string, unknown>) {
  return createStripe(key, options);
}
Stripe.version = "endive";

Object.assign(window, { Stripe });
