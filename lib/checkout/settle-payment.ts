import type { Tx } from "@/db/client";
import { isId } from "@/lib/platform/ids";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { recordCharge } from "./record-charge";
import { settleForCustomer } from "./settle-for-customer";
import { lockOrderToSettle, settleOrder } from "./settle-order";
import type { Settlement } from "./settlement";

/**
 * Turns a succeeded payment into its grant: the one function that does, whoever learned of it. Once per
 * PaymentIntent, whatever the number of callers: they wait for each other at the wallet's lock, and the second
 * finds the payment written. An order that was canceled meanwhile is settled too, for the money is here.
 *
 * `paidAt` is when the money came, by Stripe's clock; the validity counts from it, not from a late delivery.
 *
 * The event of a success only names its charge, so whoever comes second may be the first to know the card: what is
 * written already is completed.
 */
export async function settlePayment(tx: Tx, money: PaymentIntentFacts, paidAt: Date): Promise<Settlement> {
  if (money.status !== "succeeded")
    throw new Error(`payment_not_succeeded: ${money.id} is ${money.status} and cannot be settled`);
  const settlement = await settleOnce(tx, money, paidAt);
  if (money.charge && (settlement.kind === "already_granted" || settlement.kind === "parked"))
    await recordCharge(tx, money.id, money.charge);
  return settlement;
}

async function settleOnce(tx: Tx, money: PaymentIntentFacts, paidAt: Date): Promise<Settlement> {
  const { walletId, orderId } = money;
  if (walletId && orderId && isId(walletId) && isId(orderId)) {
    const locked = await lockOrderToSettle(tx, { walletId, orderId, paymentIntentId: money.id });
    if (locked) return settleOrder(tx, locked, money, paidAt);
  }
  return settleForCustomer(tx, money, paidAt);
}
