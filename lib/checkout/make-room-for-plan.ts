import { sql } from "@/db/client";
import { cancelPlanOrder } from "./cancel-plan-order";
import { endSubscription } from "./end-started";
import type { PlanOrder } from "./order-row";

type Obstacle = "order_already_paid" | "plan_already_live" | "payment_in_progress" | "stripe_unavailable";
type Other = { id: string; status: string };

/**
 * Makes sure that this order's plan will be the wallet's only one; the caller holds the order, and so no other order
 * of a plan of this wallet is being paid. A plan that was begun and never paid is ended for good: it cannot be paid
 * any more, also not in another tab. One that is paid stays, and this order is canceled with all that it has begun.
 */
export async function makeRoomForPlan(order: PlanOrder): Promise<Obstacle | null> {
  for (const other of await findOthers(order)) {
    const ended = other.status === "incomplete" ? await endSubscription(other.id) : null;
    if (ended?.ok) continue;
    if (ended && ended.refusal !== "order_already_paid") return ended.refusal;
    const canceled = await cancelPlanOrder(order);
    // Already paid: the plan that stands in the way is this order's own, of which we had not heard.
    return canceled.ok ? "plan_already_live" : canceled.refusal;
  }
  return null;
}

/** From our copy, and what other orders have begun that our copy does not know yet. */
async function findOthers({ walletId, id, stripeSubscriptionId: own }: PlanOrder): Promise<Other[]> {
  return sql()<Other[]>`
    select stripe_subscription_id as id, status from subscriptions
    where wallet_id = ${walletId} and set_aside is null
      and status not in ('canceled', 'incomplete_expired')
      and stripe_subscription_id is distinct from ${own}
    union
    select stripe_subscription_id, 'incomplete' from orders
    where wallet_id = ${walletId} and id <> ${id} and kind = 'plan' and status in ('open', 'processing')
      and stripe_subscription_id is not null
      and not exists (
        select 1 from subscriptions known where known.wallet_id = orders.wallet_id
          and known.stripe_subscription_id = orders.stripe_subscription_id)`;
}
