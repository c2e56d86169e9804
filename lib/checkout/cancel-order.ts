import { sql } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { now } from "@/lib/platform/clock";
import { type Result, refuse } from "@/lib/platform/result";
import { cancelPaymentIntent } from "@/lib/stripe/cancel-payment-intent";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { retrievePaymentIntent } from "@/lib/stripe/retrieve-payment-intent";
import { absorbPaymentIntent } from "./absorb-payment-intent";
import { cancelPlanOrder } from "./cancel-plan-order";
import { type ClaimedOrder, claimOrder, releaseOrder } from "./claim-order";
import { isPlanOrder } from "./order-row";
import type { CancelOrderRefusal } from "./refusals";

type CancelAnswer = Result<object, CancelOrderRefusal>;

/**
 * Gives up an order: first at Stripe, so that no money can come any more, then here. Canceling twice is fine.
 * Refusals: `order_not_found`, `order_already_paid`, `order_parked`, `payment_in_progress`,
 * `stripe_unavailable`.
 */
export async function cancelOrder(request: { walletId: string; orderId: string }): Promise<CancelAnswer> {
  const claim = await claimOrder(request.walletId, request.orderId);
  if (!claim.ok) return claim.refusal === "order_canceled" ? { ok: true } : refuse(claim.refusal);
  try {
    const { order } = claim;
    return isPlanOrder(order) ? await cancelPlanOrder(order) : await cancelClaimedOrder(order);
  } finally {
    await releaseOrder(claim.order);
  }
}

async function cancelClaimedOrder(order: ClaimedOrder): Promise<CancelAnswer> {
  const { stripePaymentIntentId } = order;
  if (!stripePaymentIntentId) return cancelRow(order);
  const canceled = await cancelPaymentIntent(stripePaymentIntentId, order.id);
  if (canceled.ok) return conclude(canceled.value);
  if (canceled.trouble.kind === "unavailable") return refuse("stripe_unavailable");
  const fresh = await retrievePaymentIntent(stripePaymentIntentId);
  if (fresh.ok) return conclude(fresh.value);
  return fresh.trouble.kind === "unavailable" ? refuse("stripe_unavailable") : cancelRow(order);
}

async function conclude(facts: PaymentIntentFacts): Promise<CancelAnswer> {
  const absorbed = await inTransaction((tx) => absorbPaymentIntent(tx, facts));
  if (absorbed.kind === "parked") return refuse("order_parked");
  if (facts.status === "succeeded") return refuse("order_already_paid");
  return facts.status === "canceled" ? { ok: true } : refuse("payment_in_progress");
}

async function cancelRow(order: ClaimedOrder): Promise<CancelAnswer> {
  await sql()`
    update orders set status = 'canceled', canceled_at = ${now()}, updated_at = ${now()}
    where wallet_id = ${order.walletId} and id = ${order.id} and status = 'open'`;
  return { ok: true };
}
