import { sql } from "@/db/client";
import { type Result, refuse } from "@/lib/platform/result";
import { cancelOrder } from "./cancel-order";

/**
 * Gives up every order of a wallet that could still be paid, each first at Stripe. One whose money is under way
 * already is left: it will be settled. Refusals: `payment_in_progress` when somebody is paying at this moment,
 * `stripe_unavailable`; what was given up before stays so.
 */
export async function cancelOpenOrders(
  walletId: string,
): Promise<Result<object, "payment_in_progress" | "stripe_unavailable">> {
  const orders = await sql()<{ id: string }[]>`
    select id from orders where wallet_id = ${walletId} and status = 'open' order by created_at`;
  for (const { id } of orders) {
    const canceled = await cancelOrder({ walletId, orderId: id });
    if (canceled.ok) continue;
    const { refusal } = canceled;
    if (refusal === "payment_in_progress" || refusal === "stripe_unavailable") return refuse(refusal);
  }
  return { ok: true };
}
