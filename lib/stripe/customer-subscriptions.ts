import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { isMissing } from "./customers";
import { PAGE_READ } from "./page-read";
import { fromStripeSubscription, type SubscriptionStatus } from "./subscription-facts";
import type { StripeAnswer } from "./trouble";
import { idOf } from "./values";

/** A subscription that has not ended, as far as it matters what pays for it. */
export type LiveSubscription = {
  id: string;
  status: SubscriptionStatus;
  /** The order of ours that began it; null for one that a hand made. */
  orderId: string | null;
  /** Whether it will end without being charged again. */
  isEnding: boolean;
  defaultPaymentMethodId: string | null;
};

/** Every subscription of a customer that has not ended, ours or not, oldest first. Asked of Stripe, not of our copy. */
export async function listLiveSubscriptionsOf(customerId: string): Promise<StripeAnswer<LiveSubscription[]>> {
  const answer = await askStripe("subscriptions.list", async () => {
    const found: LiveSubscription[] = [];
    const params = { customer: customerId, limit: 100 };
    for await (const one of stripe().subscriptions.list(params, PAGE_READ)) {
      if (one.status === "canceled" || one.status === "incomplete_expired") continue;
      const { status, cancelAt } = fromStripeSubscription(one);
      const isEnding = cancelAt !== null && (status === "active" || status === "trialing");
      found.unshift({
        id: one.id,
        status,
        orderId: one.metadata.order_id ?? null,
        isEnding,
        defaultPaymentMethodId: idOf(one.default_payment_method),
      });
    }
    return found;
  });
  return answer.ok || !isMissing(answer.trouble) ? answer : { ok: true, value: [] };
}

/** Says what pays for a subscription from its next invoice on; `cause` is the click, as for the customer. */
export function setSubscriptionPaymentMethod(
  id: string,
  paymentMethodId: string,
  cause: string,
): Promise<StripeAnswer<string>> {
  return askStripe("subscriptions.update", async () => {
    const change = { default_payment_method: paymentMethodId };
    return (await stripe().subscriptions.update(id, change, { idempotencyKey: `${cause}:${id}` })).id;
  });
}

/**
 * Ends a subscription at this moment, without money back and without a last invoice. `comment` says why, to whoever
 * looks at it in Stripe's dashboard. One that has ended is as good;
 * Stripe takes no key for DELETE and needs none, as nothing ends twice.
 */
export async function cancelSubscriptionNow(id: string, comment: string): Promise<StripeAnswer<string>> {
  const answer = await askStripe("subscriptions.cancel", async () => {
    const ended = await stripe().subscriptions.cancel(id, {
      ...{ prorate: false, invoice_now: false, cancellation_details: { comment } },
    });
    return ended.id;
  });
  return answer.ok || !isMissing(answer.trouble) ? answer : { ok: true, value: id };
}
