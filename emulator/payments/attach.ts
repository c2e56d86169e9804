import type Stripe from "stripe";
import { emit } from "../events/emit";
import type { Call, Cause } from "../http/endpoint";
import { ApiError, noSuch, refused } from "../http/errors";
import { idOf } from "./intent-changes";
import { declineFields, judge } from "./outcome";
import { cardBehind, findMethod } from "./resolve";

/** Gives a payment method to a customer. */
export function attachMethod(
  cause: Cause,
  method: Stripe.PaymentMethod,
  customer: string,
): Stripe.PaymentMethod {
  const attached = cause.emulator.store.put("payment_method", method.id, { ...method, customer });
  emit(cause, "payment_method.attached", attached);
  return attached;
}

/** Attaches as the API does: the bank is asked, so most cards that decline cannot be attached at all. */
export function attachByCustomer(call: Call, methodId: string, customer: string): Stripe.PaymentMethod {
  if (call.emulator.store.get("customer", customer) === undefined) {
    throw noSuch("customer", customer, "customer", "body");
  }
  const method = findMethod(call, methodId);
  if (method.customer === customer) return method;
  if (method.customer !== null) {
    throw refused("The payment method you provided has already been attached to a customer.", {
      param: "payment_method",
    });
  }
  if (method.type !== "card") return attachMethod(call, method, customer);
  const { card, secret } = cardBehind(call, method);
  if (secret.spent) {
    throw refused(
      "This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.",
      { param: "payment_method" },
    );
  }
  if (card.attaches !== true && card.decline !== undefined) {
    const verdict = judge(card, card.decline);
    const decline = verdict.decline ?? card.decline;
    throw new ApiError(402, declineFields(verdict, decline), { saved: true });
  }
  return attachMethod(call, method, customer);
}

/** A card that is gone cannot be what pays a customer's invoices. */
function forgetDefault(cause: Cause, { id, customer }: Stripe.PaymentMethod): void {
  const { store } = cause.emulator;
  const owner = store.get("customer", idOf(customer) ?? "");
  if (owner === undefined || owner.invoice_settings.default_payment_method !== id) return;
  const settings = { ...owner.invoice_settings, default_payment_method: null };
  const after = store.put("customer", owner.id, { ...owner, invoice_settings: settings });
  emit(cause, "customer.updated", after, { invoice_settings: owner.invoice_settings });
}

/** Takes a payment method from its customer; it cannot be used again. */
export function detachMethod(cause: Cause, method: Stripe.PaymentMethod): Stripe.PaymentMethod {
  const { store } = cause.emulator;
  if (method.customer === null) {
    throw refused(
      "The payment method you provided is not attached to a customer so detachment is impossible.",
      { param: "payment_method" },
    );
  }
  const secret = store.get("card_secret", method.id);
  if (secret !== undefined) store.put("card_secret", method.id, { ...secret, spent: true });
  const detached = store.put("payment_method", method.id, { ...method, customer: null });
  emit(cause, "payment_method.detached", detached, { customer: method.customer });
  forgetDefault(cause, method);
  return detached;
}
