import { newId } from "@/lib/platform/ids";
import { setSubscriptionPaymentMethod } from "@/lib/stripe/customer-subscriptions";
import { setCustomerPaymentMethod } from "@/lib/stripe/customers";
import type { StripeAnswer } from "@/lib/stripe/trouble";
import { catchUp } from "@/lib/subscriptions/catch-up";
import type { Saved } from "./read-saved";

/**
 * Makes Stripe charge a payment method from the next invoice on, wherever `isMeant` says so of what was chosen before:
 * for the customer, and for each subscription, whose own choice would win over the customer's. The plan comes first:
 * if Stripe goes away in between, what the person sees as the default is what will be charged.
 */
export async function pointAt(
  { customerId, customerDefaultId, charged }: Saved,
  paymentMethodId: string,
  isMeant: (chosenBefore: string | null) => boolean = () => true,
): Promise<StripeAnswer<string>> {
  const cause = `default:${newId()}`;
  for (const { id, defaultPaymentMethodId } of charged) {
    if (!isMeant(defaultPaymentMethodId) || defaultPaymentMethodId === paymentMethodId) continue;
    const set = await setSubscriptionPaymentMethod(id, paymentMethodId, cause);
    if (!set.ok) return set;
    await catchUp(id);
  }
  if (!isMeant(customerDefaultId) || customerDefaultId === paymentMethodId)
    return { ok: true, value: paymentMethodId };
  return setCustomerPaymentMethod(customerId, paymentMethodId, cause);
}
