import type { OrderDiscount } from "@/db/schema/orders";
import { declineAdvice } from "./decline-advice";
import { isPlanOrder, type OrderRow } from "./order-row";
import type { DiscountView, OrderProgress, OrderView, PlanOrderView, ReceiptView } from "./views";

/** An order with what its payment and grant know; those columns are null until it is paid. */
export type OrderWithReceipt = OrderRow & {
  paidAt: Date | null;
  canceledAt: Date | null;
  paymentMethodType: string | null;
  cardBrand: string | null;
  cardLast4: string | null;
  grantId: string | null;
  grantedAt: Date | null;
  grantExpiresAt: Date | null;
};

const PROGRESS_OF_SETTLED = { paid: "credited", canceled: "canceled", parked: "parked" } as const;

/** Where an order is, from our own state and what Stripe last told us. */
export function progressOf(
  order: Pick<OrderRow, "status" | "stripePaymentIntentStatus" | "lastRefusal">,
): OrderProgress {
  if (order.status !== "open" && order.status !== "processing") return PROGRESS_OF_SETTLED[order.status];
  switch (order.stripePaymentIntentStatus) {
    case "succeeded":
      return "crediting";
    case "requires_action":
      return "waiting_for_bank";
    case "processing":
    case "requires_capture":
      return "processing";
    default:
      if (order.status === "processing") return "processing";
      return order.lastRefusal ? "declined" : "open";
  }
}

function toReceipt(order: OrderWithReceipt): ReceiptView | null {
  if (!order.paidAt || (order.kind === "pack" && !order.stripePaymentIntentId)) return null;
  return {
    paymentIntentId: order.stripePaymentIntentId,
    method: order.paymentMethodType ?? order.paidWith?.method ?? null,
    cardBrand: order.cardBrand ?? order.paidWith?.cardBrand ?? null,
    cardLast4: order.cardLast4 ?? order.paidWith?.cardLast4 ?? null,
    grantId: order.grantId,
    expiresAt: order.grantExpiresAt?.toISOString() ?? null,
  };
}

function toPlanOrder(order: OrderWithReceipt): PlanOrderView | null {
  if (!isPlanOrder(order)) return null;
  const { item: plan, interval, trialDays, trialCredits, dueMinor, renewalMinor, discount } = order;
  return {
    ...{ plan, interval, trialDays, trialCredits, dueMinor, renewalMinor },
    discount: discount && toDiscount(discount),
  };
}

function toDiscount({ stripePromotionCodeId: _, ...shown }: OrderDiscount): DiscountView {
  return shown;
}

/** The plain shape of an order for pages. */
export function toOrderView(order: OrderWithReceipt): OrderView {
  const progress = progressOf(order);
  const refusal = progress === "declined" ? order.lastRefusal : null;
  return {
    id: order.id,
    kind: order.kind,
    item: order.item,
    plan: toPlanOrder(order),
    currency: order.currency,
    amountMinor: order.amountMinor,
    credits: order.credits,
    validityMonths: order.validityMonths,
    progress,
    advice: refusal ? declineAdvice(refusal.code, refusal.declineCode ?? null, null) : null,
    createdAt: order.createdAt.toISOString(),
    submittedAt: order.submittedAt?.toISOString() ?? null,
    paidAt: order.paidAt?.toISOString() ?? null,
    creditedAt: order.grantedAt?.toISOString() ?? null,
    canceledAt: order.canceledAt?.toISOString() ?? null,
    receipt: toReceipt(order),
  };
}
