import type Stripe from "stripe";
import { atTimeOf } from "../clock/clock-time";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { cancelNow } from "./cancel";

/** Deletes a customer: their subscriptions end at once, and their cards cannot be used again. */
export function removeCustomer(cause: Cause, customer: Stripe.Customer): Stripe.DeletedCustomer {
  const { store } = cause.emulator;
  atTimeOf(cause, customer.id, () => {
    for (const subscription of [...store.newest("subscription")]) {
      if (subscription.customer !== customer.id) continue;
      cancelNow(cause, subscription, { reason: "cancellation_requested" });
    }
  });
  for (const method of store.newest("payment_method")) {
    if (method.customer !== customer.id) continue;
    store.put("payment_method", method.id, { ...method, customer: null });
    const secret = store.get("card_secret", method.id);
    if (secret !== undefined) store.put("card_secret", method.id, { ...secret, spent: true });
  }
  store.delete("customer", customer.id);
  emit(cause, "customer.deleted", customer);
  return store.put("removed_customer", customer.id, { id: customer.id, object: "customer", deleted: true });
}
