import type { Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { isId } from "@/lib/platform/ids";
import type { PaymentIntentFacts, PaymentIntentStatus } from "@/lib/stripe/payment-intent-facts";
import { type OrderRow, orderColumns, type StoredRefusal, toStoredRefusal } from "./order-row";
import { settlePayment } from "./settle-payment";
import type { Settlement } from "./settlement";

/** What became of what Stripe says: settled, or the order now shows it (`mirrored`). */
export type Absorbed = Settlement | { kind: "mirrored"; sentence: string };

/** What an order becomes with its PaymentIntent. A refused try leaves it open: the next card pays the same order. */
const ORDER_STATUS_OF: Record<
  Exclude<PaymentIntentStatus, "succeeded">,
  "open" | "processing" | "canceled"
> = {
  requires_payment_method: "open",
  requires_confirmation: "open",
  requires_action: "open",
  processing: "processing",
  requires_capture: "processing",
  canceled: "canceled",
};

/**
 * Takes in a PaymentIntent as Stripe has it now: money that came is settled, anything else is shown on the order.
 * A paid order is never changed back, so it does not matter in which order answers and events arrive.
 */
export async function absorbPaymentIntent(tx: Tx, facts: PaymentIntentFacts): Promise<Absorbed> {
  if (facts.status === "succeeded") return settlePayment(tx, facts, facts.charge?.paidAt ?? now());
  const order = await lockOrder(tx, facts);
  if (!order) return { kind: "ignored", sentence: "no order of ours" };
  if (order.status !== "open" && order.status !== "processing")
    return { kind: "ignored", sentence: `order ${order.id} is ${order.status} already` };
  if (order.stripePaymentIntentId && order.stripePaymentIntentId !== facts.id)
    return { kind: "ignored", sentence: `not the payment of order ${order.id}` };
  const status = await nextStatus(tx, order, ORDER_STATUS_OF[facts.status]);
  await mirror(tx, order, facts, status);
  return { kind: "mirrored", sentence: `order ${order.id} is ${status}: payment ${facts.status}` };
}

async function lockOrder(tx: Tx, { walletId, orderId }: PaymentIntentFacts): Promise<OrderRow | null> {
  if (!walletId || !orderId || !isId(walletId) || !isId(orderId)) return null;
  const [order] = await tx<OrderRow[]>`
    select ${orderColumns(tx)} from orders where wallet_id = ${walletId} and id = ${orderId} for update`;
  return order ?? null;
}

/**
 * An order whose slow payment failed would be open again; if the person has ordered the same again meanwhile,
 * the younger order is the open one and this one is over.
 */
async function nextStatus(tx: Tx, order: OrderRow, wanted: OrderRow["status"]): Promise<OrderRow["status"]> {
  if (order.status === "open" || wanted !== "open") return wanted;
  const [other] = await tx`
    select 1 from orders
    where wallet_id = ${order.walletId} and status = 'open' and kind = 'pack' and item = ${order.item}
      and currency = ${order.currency} and amount_minor = ${order.amountMinor} and credits = ${order.credits}`;
  return other ? "canceled" : "open";
}

function refusalOf(facts: PaymentIntentFacts): StoredRefusal | null {
  return facts.failure ? toStoredRefusal(facts.failure, facts.charge?.blocked ?? false, now()) : null;
}

async function mirror(
  tx: Tx,
  order: OrderRow,
  facts: PaymentIntentFacts,
  status: OrderRow["status"],
): Promise<void> {
  const refusal = refusalOf(facts);
  await tx`
    update orders set status = ${status}, stripe_payment_intent_id = ${facts.id},
      stripe_payment_intent_status = ${facts.status}, last_refusal = ${refusal ? tx.json(refusal) : null},
      canceled_at = ${status === "canceled" ? now() : null}, updated_at = ${now()}
    where wallet_id = ${order.walletId} and id = ${order.id}`;
}
