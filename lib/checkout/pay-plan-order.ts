import type { ClaimedOrder } from "./claim-order";
import { refused } from "./conclude-attempt";
import { makeRoomForPlan } from "./make-room-for-plan";
import type { PlanOrder } from "./order-row";
import { payFirstInvoice } from "./pay-first-invoice";
import { setUpCard } from "./set-up-card";
import type { PayOrderAnswer } from "./views";

/** The order that is held; another try renews the hold, and who gives it back must know. */
export type Held = { order: ClaimedOrder };

/** What the payer entered, and where the bank sends them back to. */
export type Entered = { confirmationTokenId: string; returnUrl: string };

/**
 * Pays an order of a plan that the caller holds: the first invoice of its subscription, or, when nothing is due now,
 * the card is set up first and the subscription begins after it. Either way nothing runs on a card that was not
 * checked, and nothing is charged but the amount that the order says.
 */
export async function payPlanOrder(
  held: Held,
  order: PlanOrder & ClaimedOrder,
  entered: Entered,
): Promise<PayOrderAnswer> {
  const obstacle = await makeRoomForPlan(order);
  if (obstacle) return refused(obstacle);
  return order.dueMinor > 0 ? payFirstInvoice(held, order, entered) : setUpCard(held, order, entered);
}
