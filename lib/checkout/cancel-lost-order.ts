import { sql } from "@/db/client";
import { now } from "@/lib/platform/clock";
import type { OrderRow } from "./order-row";
import type { PayOrderAnswer } from "./views";

/**
 * Ends an order whose PaymentIntent our keys cannot see: it belongs to another mode or another Stripe account, so
 * nobody can pay it from here. The person orders again; should its money come after all, it is settled.
 */
export async function cancelLostOrder(order: OrderRow): Promise<PayOrderAnswer> {
  await sql()`
    update orders set status = 'canceled', canceled_at = ${now()}, updated_at = ${now()}
    where wallet_id = ${order.walletId} and id = ${order.id} and status = 'open'`;
  return { outcome: "refused", refusal: "order_canceled", advice: null };
}
