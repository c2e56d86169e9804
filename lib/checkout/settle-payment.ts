import type { Tx } from "@/db/client";
import { isId } from "@/lib/platform/ids";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { settleForCustomer } from "./settle-for-customer";
import { lockOrderToSettle, settleOrder } from "./settle-order";

/**
 * What became of money that came. `granted` now, `already_granted` before, `parked` for an operator because it is
 * not what was ordered, `ignored` because it is nobody's we know. The sentence is for the inbox and operators.
 */
export type Settlement = {
  kind: "granted" | "already_granted" | "parked" | "ignored";
  sentence: string;
};

/**
 * Turns a succeeded payment into its grant: the one function that does, whoever learned of it. Once per
 * PaymentIntent, whatever the number of callers: they wait for each other at the wallet's lock, and the second
 * finds the payment written. An order that was canceled meanwhile is settled too, for the money is here.
 *
 * `paidAt` is when the money came, by Stripe's clock; the validity counts from it, not from a late delivery.
 */
export async function settlePayment(tx: Tx, money: PaymentIntentFacts, paidAt: Date): Promise<Settlement> {
  if (money.status !== "succeeded")
    throw new Error(`payment_not_succeeded: ${money.id} is ${money.status} and cannot be settled`);
  const { walletId, orderId } = money;
  if (walletId && orderId && isId(walletId) && isId(orderId)) {
    const locked = await lockOrderToSettle(tx, { walletId, orderId, paymentIntentId: money.id });
    if (locked) return settleOrder(tx, locked, money, paidAt);
  }
  return settleForCustomer(tx, money, paidAt);
}
