import { sql } from "@/db/client";
import { now } from "@/lib/platform/clock";
import type { Result } from "@/lib/platform/result";
import { endStarted } from "./end-started";
import type { PlanOrder } from "./order-row";
import { releaseTrial } from "./trial-marks";

/**
 * Gives up an order of a plan that the caller holds: first its subscription and its card check at Stripe, so that
 * nothing can begin or be charged any more, then here. A trial that it had taken is free again.
 */
export async function cancelPlanOrder(
  order: PlanOrder,
): Promise<Result<object, "order_already_paid" | "payment_in_progress" | "stripe_unavailable">> {
  const ended = await endStarted(order);
  if (!ended.ok) return ended;
  await cancelPlanRow(order);
  return { ok: true };
}

/** The order alone, when there is nothing of it at Stripe any more. */
export async function cancelPlanRow({ walletId, id }: Pick<PlanOrder, "walletId" | "id">): Promise<void> {
  await sql()`
    update orders set status = 'canceled', canceled_at = ${now()}, updated_at = ${now()}
    where wallet_id = ${walletId} and id = ${id} and status in ('open', 'processing')`;
  await releaseTrial(sql(), walletId, id);
}
