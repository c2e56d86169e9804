import { inTransaction } from "@/db/transaction";
import { retrievePaymentIntent } from "@/lib/stripe/retrieve-payment-intent";
import { absorbPaymentIntent } from "./absorb-payment-intent";
import { findOrder } from "./find-order";
import { getOrderView } from "./get-order-view";
import { isPlanOrder } from "./order-row";
import { refreshPlanOrder } from "./refresh-plan-order";
import type { OrderView } from "./views";

/**
 * Asks Stripe how an order stands, settles it if the money came, and answers the order as it is then. This is how
 * the order page needs no webhook. When Stripe does not answer, the order as we know it. Null as `getOrderView`.
 */
export async function refreshOrder(request: {
  walletId: string;
  orderId: string;
}): Promise<OrderView | null> {
  const order = await findOrder(request.walletId, request.orderId);
  if (!order) return null;
  const final = order.status === "paid" || order.status === "parked";
  if (isPlanOrder(order)) {
    if (!final && order.status !== "canceled") await refreshPlanOrder(order);
  } else if (order.stripePaymentIntentId && !final) {
    const intent = await retrievePaymentIntent(order.stripePaymentIntentId);
    if (intent.ok) await inTransaction((tx) => absorbPaymentIntent(tx, intent.value));
  }
  return getOrderView(request.walletId, request.orderId);
}
