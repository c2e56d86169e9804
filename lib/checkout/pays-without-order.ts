import { sql } from "@/db/client";
import { isId } from "@/lib/platform/ids";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";

/** Whether this is money of a customer of ours that no order of ours asked for, whatever its metadata say. */
export async function paysWithoutOrder({
  customerId,
  walletId,
  orderId,
}: PaymentIntentFacts): Promise<boolean> {
  if (!customerId) return false;
  const named = walletId && orderId && isId(walletId) && isId(orderId) ? { walletId, orderId } : null;
  const [found] = await sql()`
    select 1 from wallets where stripe_customer_id = ${customerId} and not exists (
      select 1 from orders
      where wallet_id = ${named?.walletId ?? null}::uuid and id = ${named?.orderId ?? null}::uuid)`;
  return found !== undefined;
}
