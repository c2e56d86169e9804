import { sql } from "@/db/client";
import { findCustomerOfWallet } from "@/lib/customers/find-customer-of-wallet";
import { refuse } from "@/lib/platform/result";
import { type LiveSubscription, listLiveSubscriptionsOf } from "@/lib/stripe/customer-subscriptions";
import type { StripeAnswer } from "@/lib/stripe/trouble";
import { catchUp } from "@/lib/subscriptions/catch-up";
import { absorbPlanReading } from "./absorb-plan-reading";
import { cancelPlanOrder } from "./cancel-plan-order";
import { endSubscription } from "./end-started";
import type { PlanOrder } from "./order-row";

type Obstacle = "order_already_paid" | "plan_already_live" | "payment_in_progress" | "stripe_unavailable";

/**
 * Makes sure that this order's plan will be the wallet's only one; the caller holds the order, and so no other order
 * of a plan of this wallet is being paid. A plan that was begun and never paid is ended for good: it cannot be paid
 * any more, also not in another tab. One that is paid stays, and this order is canceled with all that it has begun.
 *
 * Stripe is asked what there is, not our copy: a payer that died after Stripe began a plan, and before its id was
 * written, has left one of which nothing here knows.
 */
export async function makeRoomForPlan(order: PlanOrder): Promise<Obstacle | null> {
  const others = await findOthers(order);
  if (!others.ok) return "stripe_unavailable";
  for (const other of others.value) {
    const ended = other.status === "incomplete" ? await endSubscription(other.id) : await keep(other);
    if (ended.ok) continue;
    if (ended.refusal !== "order_already_paid") return ended.refusal;
    const canceled = await cancelPlanOrder(order);
    // Already paid: the plan that stands in the way is this order's own, of which we had not heard.
    return canceled.ok ? "plan_already_live" : canceled.refusal;
  }
  return null;
}

/** Writes down a plan that lives, and with it the order that began it: we may not have heard of its payment. */
async function keep({ id }: LiveSubscription) {
  return refuse((await catchUp(id, absorbPlanReading)) ? "order_already_paid" : "stripe_unavailable");
}

/** What lives at Stripe for this person and is a plan of ours: by an order, or taken in from a hand. */
async function findOthers(order: PlanOrder): Promise<StripeAnswer<LiveSubscription[]>> {
  const customerId = await findCustomerOfWallet(order.walletId);
  if (!customerId) return { ok: true, value: [] };
  const live = await listLiveSubscriptionsOf(customerId);
  if (!live.ok) return live;
  const known = await sql()<{ id: string; isOurs: boolean }[]>`
    select stripe_subscription_id as id, set_aside is distinct from 'price_not_ours' as "isOurs"
    from subscriptions where wallet_id = ${order.walletId}`;
  const isOurs = new Map(known.map((one) => [one.id, one.isOurs]));
  // One of this very order that lives, and of which we had not heard, is told of too.
  const isOwn = ({ id, orderId, status }: LiveSubscription) =>
    id === order.stripeSubscriptionId || (orderId === order.id && status === "incomplete");
  const others = live.value.filter((one) => !isOwn(one) && (isOurs.get(one.id) ?? one.orderId !== null));
  return { ok: true, value: others };
}
