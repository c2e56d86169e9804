import { log } from "@/lib/platform/log";
import type { StripeTrouble } from "@/lib/stripe/trouble";
import { cancelLostOrder } from "./cancel-lost-order";
import { cancelPlanRow } from "./cancel-plan-order";
import { refused } from "./conclude-attempt";
import type { PlanOrder } from "./order-row";
import { pinTerms } from "./pin-terms";
import type { PayOrderAnswer } from "./views";

/**
 * Says why a subscription could not be begun. A code that Stripe does not take any more is taken off the order, and the
 * person sees the full price before paying it. A price that is off sale ends the order; a new one has the new price.
 */
export async function concludeBeginTrouble(
  order: PlanOrder,
  trouble: StripeTrouble,
): Promise<PayOrderAnswer> {
  if (trouble.kind !== "refused") return refused("stripe_unavailable");
  if (trouble.param?.startsWith("discounts")) {
    await pinTerms(order, { discount: null });
    return refused("promotion_code_expired");
  }
  if (trouble.param?.startsWith("items")) {
    await cancelPlanRow(order);
    return refused("price_no_longer_sold");
  }
  if (trouble.code === "resource_missing" && order.stripeSubscriptionId) return cancelLostOrder(order);
  const { code, message } = trouble;
  log.error({ orderId: order.id, code, message }, "stripe refused to begin a subscription");
  return refused("stripe_unavailable");
}
