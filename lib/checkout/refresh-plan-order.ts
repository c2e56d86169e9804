import { inTransaction } from "@/db/transaction";
import { log } from "@/lib/platform/log";
import { retrievePaymentIntent } from "@/lib/stripe/retrieve-payment-intent";
import { readFirstInvoice, readSubscription } from "@/lib/subscriptions/read-subscription";
import { absorbPlanReading } from "./absorb-plan-reading";
import { mirrorAttempt } from "./conclude-plan-attempt";
import { findOrder } from "./find-order";
import type { PlanOrder } from "./order-row";
import { resumePlanOrder } from "./resume-plan-order";

/**
 * Asks Stripe how an open order of a plan stands, settles it if its first invoice is paid, and shows what it finds.
 * When Stripe does not answer, the order stays as we know it.
 */
export async function refreshPlanOrder(order: PlanOrder): Promise<void> {
  try {
    if (order.stripeSubscriptionId) await refreshSubscription(order, order.stripeSubscriptionId);
    else if (order.stripeSetupIntentId) await resumePlanOrder(order);
  } catch (error) {
    log.warn({ orderId: order.id, err: error }, "an order of a plan could not be refreshed");
  }
}

async function refreshSubscription(order: PlanOrder, subscriptionId: string): Promise<void> {
  const reading = await readSubscription(subscriptionId);
  await inTransaction((tx) => absorbPlanReading(tx, reading));
  if (reading.subscription?.status !== "incomplete") return settleFirstInvoice(order, subscriptionId);
  if (!order.stripePaymentIntentId) return;
  const intent = await retrievePaymentIntent(order.stripePaymentIntentId);
  if (!intent.ok) return;
  const { status, failure, charge } = intent.value;
  await mirrorAttempt(order, { status, failure, blocked: charge?.blocked ?? false });
}

/** A plan that runs had its first invoice paid. If its latest is another one by now, the first is looked for. */
async function settleFirstInvoice({ walletId, id }: PlanOrder, subscriptionId: string): Promise<void> {
  const order = await findOrder(walletId, id);
  if (order?.status !== "open" && order?.status !== "processing") return;
  const reading = await readFirstInvoice(subscriptionId);
  if (reading) await inTransaction((tx) => absorbPlanReading(tx, reading));
}
