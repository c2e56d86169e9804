import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import type { OrderRow } from "./order-row";

/** Why money is not what an order asked for; operators read it on the parked payment. */
export type Difference =
  | "order_paid_by_other_payment"
  | "not_the_payment_of_the_order"
  | "currency_differs"
  | "amount_differs"
  | "mode_differs"
  | "customer_differs";

/** The first respect in which the money is not what the order asked for; null when it is exactly that. */
export function findDifference(
  order: Pick<OrderRow, "status" | "stripePaymentIntentId" | "currency" | "amountMinor" | "livemode"> & {
    stripeCustomerId: string | null;
  },
  money: PaymentIntentFacts,
): Difference | null {
  if (order.status === "paid") return "order_paid_by_other_payment";
  if (order.stripePaymentIntentId && order.stripePaymentIntentId !== money.id)
    return "not_the_payment_of_the_order";
  if (order.currency !== money.currency) return "currency_differs";
  if (order.amountMinor !== money.amountMinor || order.amountMinor !== money.amountReceivedMinor)
    return "amount_differs";
  if (order.livemode !== money.livemode) return "mode_differs";
  const customerKnown = order.stripeCustomerId !== null && money.customerId !== null;
  if (customerKnown && order.stripeCustomerId !== money.customerId) return "customer_differs";
  return null;
}
