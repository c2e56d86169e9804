import type { Tx } from "@/db/client";
import { grantToLockedWallet } from "@/lib/ledger/grant-credits";
import { type LockedWallet, lockWallet } from "@/lib/ledger/lock-wallet";
import { addMonths } from "@/lib/platform/add-months";
import { now } from "@/lib/platform/clock";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { findDifference } from "./find-difference";
import { insertOfPayment } from "./insert-payment";
import { type OrderRow, orderColumns } from "./order-row";
import type { Settlement } from "./settlement";

export type OrderToSettle = OrderRow & {
  stripeCustomerId: string | null;
  paymentStatus: "succeeded" | "parked" | null;
};
export type LockedOrder = { wallet: LockedWallet; order: OrderToSettle };

/**
 * Locks wallet and order, in that order, and reads what is known of the payment. The statements go out together
 * but run one after the other, so the second reads what the wallet's last holder committed.
 */
export async function lockOrderToSettle(
  tx: Tx,
  { walletId, orderId, paymentIntentId }: { walletId: string; orderId: string; paymentIntentId: string },
): Promise<LockedOrder | null> {
  const [wallet, [order]] = await Promise.all([
    lockWallet(tx, walletId),
    tx<OrderToSettle[]>`
      select ${orderColumns(tx)}, wallets.stripe_customer_id as "stripeCustomerId",
             payments.status as "paymentStatus"
      from orders
      join wallets on wallets.id = orders.wallet_id
      left join payments on payments.wallet_id = orders.wallet_id
        and payments.stripe_payment_intent_id = ${paymentIntentId}
      where orders.wallet_id = ${walletId} and orders.id = ${orderId}
      for update of orders`,
  ]);
  return wallet && order ? { wallet, order } : null;
}

/** Settles money that names an order of ours: grants what was ordered if it is what was paid, else parks it. */
export async function settleOrder(
  tx: Tx,
  { wallet, order }: LockedOrder,
  money: PaymentIntentFacts,
  paidAt: Date,
): Promise<Settlement> {
  if (order.paymentStatus === "succeeded")
    return { kind: "already_granted", sentence: `order ${order.id} was credited before` };
  if (order.paymentStatus === "parked")
    return { kind: "parked", sentence: `payment ${money.id} is parked already` };
  const expiresAt = addMonths(paidAt, order.validityMonths);
  const difference = findDifference(order, money) ?? (expiresAt <= now() ? "validity_is_over" : null);
  if (difference) return parkOrder(tx, order, money, paidAt, difference);
  const [, granted] = await Promise.all([
    payOffOrder(tx, order, money, paidAt),
    grantToLockedWallet(tx, wallet, {
      source: "pack",
      sourceKey: `pi:${money.id}`,
      stripePaymentIntentId: money.id,
      credits: order.credits,
      expiresAt,
      reference: order.id,
    }),
  ]);
  if (!granted.ok) throw new Error(`grant_refused: ${granted.refusal} for payment ${money.id}`);
  return { kind: "granted", sentence: `${order.credits} credits for order ${order.id}` };
}

/** Payment and order in one statement: each statement costs a round trip under the wallet's lock. */
async function payOffOrder(tx: Tx, order: OrderToSettle, money: PaymentIntentFacts, paidAt: Date) {
  await tx`
    with payment as (${insertOfPayment(tx, money, paidAt, {
      walletId: order.walletId,
      orderId: order.id,
      origin: "order",
      credits: order.credits,
      parkedReason: null,
    })})
    update orders set status = 'paid', paid_at = ${paidAt}, stripe_payment_intent_id = ${money.id},
      stripe_payment_intent_status = 'succeeded', last_refusal = null, claimed_until = null,
      updated_at = ${now()}
    where wallet_id = ${order.walletId} and id = ${order.id}`;
}

/**
 * Writes the money down and grants nothing. The order is parked with it, unless it was paid by other money or
 * this money is not from its PaymentIntent: then the order is right as it is and only the payment is odd.
 */
async function parkOrder(
  tx: Tx,
  order: OrderToSettle,
  money: PaymentIntentFacts,
  paidAt: Date,
  reason: string,
): Promise<Settlement> {
  const own = order.status !== "paid" && (order.stripePaymentIntentId ?? money.id) === money.id;
  const orderId = own ? order.id : null;
  const facts = {
    walletId: order.walletId,
    orderId,
    origin: "order",
    credits: 0,
    parkedReason: reason,
  } as const;
  await tx`${insertOfPayment(tx, money, paidAt, facts)}`;
  if (own)
    await tx`
      update orders set status = 'parked', parked_reason = ${reason}, stripe_payment_intent_id = ${money.id},
        stripe_payment_intent_status = 'succeeded', claimed_until = null, updated_at = ${now()}
      where wallet_id = ${order.walletId} and id = ${order.id}`;
  return { kind: "parked", sentence: `${reason}: payment ${money.id} of order ${order.id}, nothing granted` };
}
