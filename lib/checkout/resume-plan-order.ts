import { sql } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { retrievePaymentIntent } from "@/lib/stripe/retrieve-payment-intent";
import { retrieveSetupIntent, type SetupIntentFacts } from "@/lib/stripe/setup-intents";
import { claimOrder, releaseOrder } from "./claim-order";
import { refused } from "./conclude-attempt";
import { concludePayment, concludePaymentTrouble } from "./conclude-plan-attempt";
import { makeRoomForPlan } from "./make-room-for-plan";
import { isPlanOrder, type PlanOrder } from "./order-row";
import { concludeSetup } from "./set-up-card";
import type { PayOrderAnswer } from "./views";

/**
 * How a try on an order of a plan goes on that was left open. The payment of a first invoice is only read, as for
 * packs. A card that was set up meanwhile begins its subscription.
 */
export async function resumePlanOrder(order: PlanOrder): Promise<PayOrderAnswer> {
  if (order.status === "paid") return { outcome: "succeeded" };
  if (order.stripeSubscriptionId && order.stripePaymentIntentId) {
    const intent = await retrievePaymentIntent(order.stripePaymentIntentId);
    if (intent.ok) return concludePayment(order, intent.value);
    return concludePaymentTrouble(order, intent.trouble, null);
  }
  if (!order.stripeSetupIntentId) return refused("authentication_failed", "authentication_failed");
  const setup = await retrieveSetupIntent(order.stripeSetupIntentId);
  if (!setup.ok) return refused("stripe_unavailable");
  const isOver = setup.value.status === "succeeded" || setup.value.status === "canceled";
  return isOver ? goOnFromCard(order, setup.value) : concludeSetup(order, setup.value);
}

/**
 * Shown before anything is begun: an event and the payer's browser learn of the card at the same moment, and whoever
 * comes second must not find on the order that the bank has not answered yet.
 */
async function showCardReady(walletId: string, orderId: string, setupIntentId: string): Promise<void> {
  await sql()`
    update orders set stripe_payment_intent_status = 'succeeded', last_refusal = null, updated_at = ${now()}
    where wallet_id = ${walletId} and id = ${orderId} and status = 'open'
      and stripe_setup_intent_id = ${setupIntentId}`;
}

/**
 * Begins the subscription of an order whose card is set up, whoever learned of that: the payer, the order's page or an
 * event. Only one of them at a time; the others are told `payment_in_progress`. A card check that was canceled is only
 * forgotten, and only by who holds the order: a code that is being applied cancels it too, and pins other terms next.
 */
export async function goOnFromCard(
  { walletId, id }: Pick<PlanOrder, "walletId" | "id">,
  setup: SetupIntentFacts,
): Promise<PayOrderAnswer> {
  if (setup.status === "succeeded") await showCardReady(walletId, id, setup.id);
  const claim = await claimOrder(walletId, id);
  if (!claim.ok)
    return claim.refusal === "order_already_paid" ? { outcome: "succeeded" } : refused(claim.refusal);
  const { order } = claim;
  try {
    if (!isPlanOrder(order) || order.stripeSetupIntentId !== setup.id) return refused("order_not_found");
    const obstacle = setup.status === "succeeded" ? await makeRoomForPlan(order) : null;
    return obstacle ? refused(obstacle) : await concludeSetup(order, setup);
  } finally {
    await releaseOrder(order);
  }
}
