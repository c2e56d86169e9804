import type Stripe from "stripe";
import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import type { PriceChange } from "./preview-invoice";
import type { StripeAnswer } from "./trouble";
import { toSeconds } from "./values";

/** One retry only, so that both tries together stay below the time for which a claim is held. */
const RETRIES_MAX = 1;

/**
 * Moves a subscription to another price and charges the difference at once. When the payment fails or the bank asks,
 * nothing changes yet: the change waits for its invoice (`pending_if_incomplete`, which takes no metadata).
 */
export function changePriceNow(
  change: PriceChange,
  prorationDate: Date,
  key: string,
): Promise<StripeAnswer<null>> {
  return update("subscriptions.change", change.subscriptionId, key, {
    items: [{ id: change.itemId, price: change.priceId }],
    proration_behavior: "always_invoice",
    payment_behavior: "pending_if_incomplete",
    proration_date: toSeconds(prorationDate),
    ...(change.restarts ? { billing_cycle_anchor: { type: "now" } } : {}),
  });
}

/** Moves a subscription in its trial to another price. The trial goes on, and nothing is charged before its end. */
export function changePriceInTrial(change: PriceChange, key: string): Promise<StripeAnswer<null>> {
  return update("subscriptions.change", change.subscriptionId, key, {
    items: [{ id: change.itemId, price: change.priceId }],
    proration_behavior: "none",
  });
}

/** Why somebody leaves, in Stripe's words, and what they said in their own. */
export type CancellationReason = {
  feedback: Stripe.SubscriptionUpdateParams.CancellationDetails.Feedback | null;
  comment: string | null;
};

/** Lets a subscription end with what is paid for. */
export function cancelAtPeriodEnd(
  id: string,
  reason: CancellationReason,
  key: string,
): Promise<StripeAnswer<null>> {
  return update("subscriptions.cancel_later", id, key, {
    cancel_at_period_end: true,
    cancellation_details: detailsOf(reason),
  });
}

/** Takes a planned end back, whether it was said as the end of the period or as a date. */
export function takeCancelBack(id: string, byPeriod: boolean, key: string): Promise<StripeAnswer<null>> {
  return update(
    "subscriptions.resume",
    id,
    key,
    byPeriod ? { cancel_at_period_end: false } : { cancel_at: "" },
  );
}

/** Ends a subscription now, without money back and without a last invoice. Nothing ends twice, so it needs no key. */
export function endSubscription(id: string, reason: CancellationReason): Promise<StripeAnswer<null>> {
  return askStripe("subscriptions.cancel", async () => {
    await stripe().subscriptions.cancel(id, {
      cancellation_details: detailsOf(reason),
      invoice_now: false,
      prorate: false,
    });
    return null;
  });
}

/** Lets renewals be made and given up unpaid until a moment; null charges them again. */
export function pauseCollection(id: string, until: Date | null, key: string): Promise<StripeAnswer<null>> {
  return update("subscriptions.pause", id, key, {
    pause_collection: until ? { behavior: "void", resumes_at: toSeconds(until) } : "",
  });
}

function detailsOf({ feedback, comment }: CancellationReason) {
  return { ...(feedback ? { feedback } : {}), ...(comment ? { comment } : {}) };
}

function update(
  name: string,
  id: string,
  idempotencyKey: string,
  params: Stripe.SubscriptionUpdateParams,
): Promise<StripeAnswer<null>> {
  return askStripe(name, async () => {
    await stripe().subscriptions.update(id, params, { idempotencyKey, maxNetworkRetries: RETRIES_MAX });
    return null;
  });
}
