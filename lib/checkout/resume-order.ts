import { retrievePaymentIntent } from "@/lib/stripe/retrieve-payment-intent";
import { concludeAttempt, concludeTrouble, refused } from "./conclude-attempt";
import { findOrder } from "./find-order";
import { isPlanOrder } from "./order-row";
import { resumePlanOrder } from "./resume-plan-order";
import type { PayOrderAnswer } from "./views";

/**
 * How a try that was left open goes on: a reload or a closed window in the middle of 3D Secure. Starts nothing
 * and confirms nothing, so it needs no claim: it reads the order's PaymentIntent, settles it if the money came,
 * and hands the browser of its owner what Stripe.js needs if the bank still waits.
 */
export async function resumeOrder(request: { walletId: string; orderId: string }): Promise<PayOrderAnswer> {
  const order = await findOrder(request.walletId, request.orderId);
  if (!order) return refused("order_not_found");
  if (order.status === "canceled") return refused("order_canceled");
  if (isPlanOrder(order)) return resumePlanOrder(order);
  if (!order.stripePaymentIntentId) return refused("authentication_failed", "authentication_failed");
  const intent = await retrievePaymentIntent(order.stripePaymentIntentId);
  return intent.ok ? concludeAttempt(order, intent.value) : concludeTrouble(order, intent.trouble);
}
