import { sql } from "@/db/client";
import { newId } from "@/lib/platform/ids";

/**
 * Opens the wallet of a person, or finds the one there is, and answers its id. Safe to call any number of times
 * and at once: the unique index on `user_id` lets one insert win, and the others read what it wrote.
 */
export async function openWallet(userId: string): Promise<string> {
  await sql()`
    insert into wallets (id, user_id) values (${newId()}, ${userId})
    on conflict (user_id) do nothing`;
  const wallet = await findWalletOfUser(userId);
  if (!wallet) throw new Error(`wallet_missing: the wallet of user ${userId} vanished while it was opened`);
  return wallet.id;
}

/** The wallet of a person, with the Stripe customer it pays as, once there is one. */
export async function findWalletOfUser(
  userId: string,
): Promise<{ id: string; stripeCustomerId: string | null } | null> {
  const [wallet] = await sql()<{ id: string; stripeCustomerId: string | null }[]>`
    select id, stripe_customer_id as "stripeCustomerId" from wallets where user_id = ${userId}`;
  return wallet ?? null;
}
