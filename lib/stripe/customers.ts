import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { PAGE_READ } from "./page-read";
import type { StripeAnswer, StripeTrouble } from "./trouble";
import { idOf } from "./values";

/** A customer in plain values. */
export type CustomerFacts = { id: string; defaultPaymentMethodId: string | null };

/** A customer as Stripe has it now; null when it is deleted, or these keys never knew it. */
export async function findCustomer(id: string): Promise<StripeAnswer<CustomerFacts | null>> {
  const answer = await askStripe("customers.retrieve", async () => {
    const customer = await stripe().customers.retrieve(id, {}, PAGE_READ);
    if (customer.deleted) return null;
    return { id, defaultPaymentMethodId: idOf(customer.invoice_settings.default_payment_method) };
  });
  return answer.ok || !isMissing(answer.trouble) ? answer : { ok: true, value: null };
}

/**
 * Says what pays the customer's invoices when their subscription names nothing else. `cause` is the click: the same
 * choice may be made again after another one, so the key must not be only of what is chosen.
 */
export function setCustomerPaymentMethod(
  id: string,
  paymentMethodId: string,
  cause: string,
): Promise<StripeAnswer<string>> {
  return askStripe("customers.update", async () => {
    const settings = { invoice_settings: { default_payment_method: paymentMethodId } };
    return (await stripe().customers.update(id, settings, { idempotencyKey: `${cause}:${id}` })).id;
  });
}

/**
 * Deletes a customer for good: Stripe ends all their subscriptions and forgets their cards, so that nothing can be
 * charged any more. One that is gone already is as good.
 */
export async function deleteCustomer(id: string): Promise<StripeAnswer<string>> {
  const answer = await askStripe("customers.del", async () => (await stripe().customers.del(id)).id);
  return answer.ok || !isMissing(answer.trouble) ? answer : { ok: true, value: id };
}

/** Whether Stripe says that it knows no such thing. */
export function isMissing(trouble: StripeTrouble): boolean {
  return trouble.kind === "refused" && trouble.code === "resource_missing";
}
