import { sql } from "@/db/client";
import { findCustomerOfWallet } from "@/lib/customers/find-customer-of-wallet";
import { refuse } from "@/lib/platform/result";
import { type LiveSubscription, listLiveSubscriptionsOf } from "@/lib/stripe/customer-subscriptions";
import type { SubscriptionStatus } from "@/lib/stripe/subscription-facts";
import { catchUp } from "@/lib/subscriptions/catch-up";
import { isLive } from "@/lib/subscriptions/live-statuses";
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
 * written, has left one of which nothing here knows; so has a hand whose event has not come.
 */
export async function makeRoomForPlan(order: PlanOrder): Promise<Obstacle | null> {
  const others = await findOthers(order);
  if (!others) return "stripe_unavailable";
  for (const other of others) {
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

/**
 * What lives at Stripe for this person and is a plan of ours: by an order, or taken in from a hand, whose event may not
 * have come yet. What has ended there without our hearing of it is written down first, or it would keep its place and
 * the plan that is paid now would be set aside for it. Null when Stripe does not answer.
 */
async function findOthers(order: PlanOrder): Promise<LiveSubscription[] | null> {
  const customerId = await findCustomerOfWallet(order.walletId);
  if (!customerId) return [];
  const live = await listLiveSubscriptionsOf(customerId);
  if (!live.ok) return null;
  for (const id of findUnheard(live.value, await findKnown(order.walletId)))
    if (!(await catchUp(id, absorbPlanReading))) return null;
  const known = new Map((await findKnown(order.walletId)).map((one) => [one.id, one]));
  // One of this very order that lives, and of which we had not heard, is told of too.
  const isOwn = ({ id, orderId, status }: LiveSubscription) =>
    id === order.stripeSubscriptionId || (orderId === order.id && status === "incomplete");
  return live.value.filter((one) => !isOwn(one) && (known.get(one.id)?.isOurs ?? one.orderId !== null));
}

/** Those that a hand made and of which nothing was heard, and those that ended and of whose end nothing was. */
function findUnheard(live: readonly LiveSubscription[], known: readonly Known[]): string[] {
  const liveIds = new Set(live.map(({ id }) => id));
  const knownIds = new Set(known.map(({ id }) => id));
  const begun = live.filter(({ id, orderId }) => orderId === null && !knownIds.has(id));
  const ended = known.filter(({ id, status }) => isLive(status) && !liveIds.has(id));
  return [...begun, ...ended].map(({ id }) => id);
}

type Known = { id: string; status: SubscriptionStatus; isOurs: boolean };

/** The subscriptions that were heard of, and whether each is a plan of ours. */
async function findKnown(walletId: string): Promise<Known[]> {
  return sql()<Known[]>`
    select stripe_subscription_id as id, status, set_aside is distinct from 'price_not_ours' as "isOurs"
    from subscriptions where wallet_id = ${walletId}`;
}
