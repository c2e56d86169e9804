import type { Tx } from "@/db/client";
import { isId } from "@/lib/platform/ids";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";

/** Tells an order without a PaymentIntent which one is its own; answers whether it is now. */
export async function linkPaymentIntent(
  tx: Tx,
  { id, walletId, orderId }: PaymentIntentFacts,
): Promise<boolean> {
  if (!walletId || !orderId || !isId(walletId) || !isId(orderId)) return false;
  const [order] = await tx`
    update orders set stripe_payment_intent_id = ${id}
    where wallet_id = ${walletId} and id = ${orderId}
      and (stripe_payment_intent_id is null or stripe_payment_intent_id = ${id})
    returning id`;
  return order !== undefined;
}
