import type { Tx } from "@/db/client";
import { isId } from "@/lib/platform/ids";

/** What a subscription says of itself in its metadata; a claim, checked against our rows. */
export type NamedSubscription = {
  id: string;
  customer: string | { id: string };
  metadata: Record<string, string>;
};

/**
 * Tells an order of a plan without a subscription which one is its own, if we died before we could store it. One that
 * was begun for terms that were replaced since is not, nor is that of another customer. Locks the wallet before the
 * order, as everything does.
 */
export async function linkSubscription(tx: Tx, { id, customer, metadata }: NamedSubscription): Promise<void> {
  const { order_id: orderId, wallet_id: walletId, order_revision: revision } = metadata;
  if (!orderId || !walletId || !isId(orderId) || !isId(walletId)) return;
  const customerId = typeof customer === "string" ? customer : customer.id;
  const [wallet] = await tx`
    select 1 from wallets where id = ${walletId} and stripe_customer_id = ${customerId} for update`;
  if (!wallet) return;
  await tx`
    update orders set stripe_subscription_id = ${id}
    where wallet_id = ${walletId} and id = ${orderId} and kind = 'plan' and status in ('open', 'processing')
      and stripe_subscription_id is null and revision::text = ${revision ?? ""}
      and not exists (select 1 from orders other where other.stripe_subscription_id = ${id})`;
}
