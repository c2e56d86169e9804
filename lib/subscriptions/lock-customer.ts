import type { Tx } from "@/db/client";
import { type LockedWallet, lockWallet } from "@/lib/ledger/lock-wallet";

/** The wallet that pays as this Stripe customer, under its lock; null when it is nobody of ours. */
export async function lockWalletOfCustomer(tx: Tx, customerId: string | null): Promise<LockedWallet | null> {
  if (!customerId) return null;
  const [wallet] = await tx<{ id: string }[]>`
    select id from wallets where stripe_customer_id = ${customerId}`;
  return wallet ? lockWallet(tx, wallet.id) : null;
}
