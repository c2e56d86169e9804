import type { Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { bringUpToDate } from "./bring-up-to-date";
import { lockWallet } from "./lock-wallet";
import { earliest } from "./next-change";
import { postReleases } from "./post-releases";

type KeptHold = { id: string; reference: string | null; amount: number };

/**
 * Lets all credits go that are kept back of a grant: they return to it as those of any hold do, debt is repaid first,
 * and what is past the grant's date expires at once. `released` is how many there were; none is no fault, so that any
 * number of calls do it once.
 */
export async function letGo(
  tx: Tx,
  { walletId, grantId }: { walletId: string; grantId: string },
): Promise<{ released: number; version: number }> {
  const locked = await lockWallet(tx, walletId);
  if (!locked) throw new Error(`wallet_not_found: ${walletId} has a grant that is kept back`);
  const at = now();
  const wallet = await bringUpToDate(tx, locked, at);
  const kept = await readKept(tx, walletId, grantId);
  if (kept.length === 0) return { released: 0, version: wallet.version };
  const [grant] = await tx<{ expiresAt: Date | null }[]>`
    select expires_at as "expiresAt" from credit_grants where wallet_id = ${walletId} and id = ${grantId}`;
  const holds = kept.map(({ id, reference, amount }) => ({ id, reference, parts: [{ grantId, amount }] }));
  const nextExpiryAt = earliest(wallet.nextExpiryAt, grant?.expiresAt ?? null);
  const posted = await postReleases(tx, wallet, holds, { at, endedByTime: false, nextExpiryAt });
  const after = await bringUpToDate(tx, posted, at);
  return { released: kept.reduce((sum, { amount }) => sum + amount, 0), version: after.version };
}

async function readKept(tx: Tx, walletId: string, grantId: string): Promise<KeptHold[]> {
  return tx<KeptHold[]>`
    select holds.id, holds.amount, operations.reference
    from credit_holds holds
    join ledger_operations operations
      on operations.wallet_id = holds.wallet_id and operations.key = holds.operation_key
    where holds.wallet_id = ${walletId} and holds.grant_id = ${grantId} and holds.released_at is null
    order by holds.created_at, holds.id`;
}
