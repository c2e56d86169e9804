import { sql } from "@/db/client";

/** The Stripe customer as whom a wallet pays; null when it never needed one. Nothing is made. */
export async function findCustomerOfWallet(walletId: string): Promise<string | null> {
  const [wallet] = await sql()<{ customerId: string | null }[]>`
    select stripe_customer_id as "customerId" from wallets where id = ${walletId}`;
  return wallet?.customerId ?? null;
}
