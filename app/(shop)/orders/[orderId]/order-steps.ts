import type { OrderProgress, OrderView } from "@/lib/checkout/views";

/** One step of an order: a word of the `order.steps` messages, how far it is, and since when. */
export type OrderStep = {
  key:
    | "received"
    | "unpaid"
    | "unchecked"
    | "declined"
    | "waiting_for_bank"
    | "processing"
    | "confirmed"
    | "checked"
    | "parked"
    | "begun"
    | "trial"
    | "credited"
    | "canceled";
  state: "done" | "current" | "waiting" | "failed";
  at: string | null;
};

/**
 * The steps of an order, first to last: received, paid, credited, or where it stopped instead. A plan also begins,
 * with the same money that brings its first credits.
 */
export function orderSteps(order: OrderView): OrderStep[] {
  const received: OrderStep = { key: "received", state: "done", at: order.createdAt };
  if (order.progress === "canceled") {
    return [received, { key: "canceled", state: "failed", at: order.canceledAt }];
  }
  const credited: OrderStep = { key: "credited", state: CREDITED[order.progress], at: order.creditedAt };
  return [received, paymentStep(order), ...planSteps(order), credited];
}

function planSteps({ plan, progress, paidAt }: OrderView): OrderStep[] {
  return plan ? [{ key: plan.trialDays > 0 ? "trial" : "begun", state: CREDITED[progress], at: paidAt }] : [];
}

const CREDITED: Record<OrderProgress, OrderStep["state"]> = {
  open: "waiting",
  declined: "waiting",
  waiting_for_bank: "waiting",
  processing: "waiting",
  parked: "waiting",
  canceled: "waiting",
  crediting: "current",
  credited: "done",
};

/** Nothing was due, so the card was only checked. */
function isFree({ plan }: OrderView): boolean {
  return plan?.dueMinor === 0;
}

function paymentStep(order: OrderView): OrderStep {
  switch (order.progress) {
    case "crediting":
    case "credited":
      return { key: isFree(order) ? "checked" : "confirmed", state: "done", at: order.paidAt };
    case "declined":
      return { key: "declined", state: "failed", at: order.submittedAt };
    case "waiting_for_bank":
    case "processing":
      return { key: order.progress, state: "current", at: order.submittedAt };
    case "parked":
      return { key: "parked", state: "current", at: order.submittedAt };
    default:
      return { key: isFree(order) ? "unchecked" : "unpaid", state: "current", at: null };
  }
}
