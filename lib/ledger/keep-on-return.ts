import type { Tx } from "@/db/client";
import { type LockedWallet, lockWallet } from "./lock-wallet";
import { type Keep, postKeep } from "./post-keep";

/**
 * Says how many credits of a grant are to be kept back once the holds for work that have them now give them back: their
 * captures cannot fail, and what they leave is kept before anybody can draw it, under `keep:<key>:<n>`. Replaces what
 * was said before; 0 ends it. Nothing moves yet. May only be said of a grant that has nothing available.
 */
export async function keepOnReturn(tx: Tx, walletId: string, { grantId, key, credits }: Keep): Promise<void> {
  await lockWallet(tx, walletId);
  await tx`
    update credit_grants set keep_on_return = ${credits}, keep_key = ${credits > 0 ? key : null}
    where wallet_id = ${walletId} and id = ${grantId}`;
}

/**
 * Keeps back what has come back of such grants. Whatever gives credits of a hold back does this in the same
 * transaction, after debt was repaid and past dates expired, so it never lies there for anybody to use.
 */
export async function keepReturned(tx: Tx, wallet: LockedWallet, at: Date): Promise<LockedWallet> {
  let kept = wallet;
  for (const keep of await readReturned(tx, wallet.id)) {
    kept = await postKeep(tx, kept, { ...keep, at });
    await tx`
      update credit_grants set keep_on_return = keep_on_return - ${keep.credits},
                               keep_key = case when keep_on_return > ${keep.credits} then keep_key end
      where wallet_id = ${wallet.id} and id = ${keep.grantId}`;
  }
  return kept;
}

async function readReturned(tx: Tx, walletId: string): Promise<Keep[]> {
  return tx<Keep[]>`
    select id as "grantId", least(available, keep_on_return) as credits,
      keep_key || ':' || (select count(*) + 1 from credit_holds
                          where wallet_id = grants.wallet_id and grant_id = grants.id) as key
    from credit_grants grants
    where wallet_id = ${walletId} and available > 0 and keep_on_return > 0
    order by id`;
}
