import type { Tx } from "@/db/client";
import { type LockedWallet, lockWallet } from "./lock-wallet";
import { earliest } from "./next-change";
import { type DrawableGrant, type DrawPlan, planDraw } from "./plan-draw";

/** Nearly every draw is paid by the first few grants; a wallet with thousands is not read whole for it. */
const GRANTS_READ_FIRST = 20;

/**
 * The lock and the first grants in draw order: two statements in one round trip. They run one after the other,
 * each with a snapshot of its own: the second begins when the lock is held, so it reads what the lock's last
 * holder committed.
 */
export function lockAndRead(tx: Tx, walletId: string) {
  return Promise.all([lockWallet(tx, walletId), readDrawableGrants(tx, walletId)]);
}

/** The first grants in draw order, of those that have credits. */
export async function readDrawableGrants(
  tx: Tx,
  walletId: string,
  limit: number | null = GRANTS_READ_FIRST,
): Promise<DrawableGrant[]> {
  return tx<DrawableGrant[]>`
    select id, available, priority, expires_at as "expiresAt", created_at as "createdAt"
    from credit_grants where wallet_id = ${walletId} and available > 0
    order by priority, expires_at nulls last, created_at, id
    limit ${limit}::bigint`;
}

/**
 * Which grants of a wallet that is up to date pay for credits it has, and when its balance next changes by itself
 * once they are drawn. `first` are the first grants as `readDrawableGrants` reads them; more are read if need be.
 */
export async function planWholeDraw(
  tx: Tx,
  wallet: LockedWallet,
  first: readonly DrawableGrant[],
  credits: number,
): Promise<{ plan: DrawPlan; nextExpiryAt: Date | null }> {
  const plan = planDraw(first, credits);
  if (first.length < GRANTS_READ_FIRST && plan.missing === 0)
    return { plan, nextExpiryAt: nextChangeAfter(wallet, first, plan) };
  // Of the grants not read, the wallet's date is all we know. It may be too early, which is harmless.
  if (plan.missing === 0) return { plan, nextExpiryAt: wallet.nextExpiryAt };
  const grants = await readDrawableGrants(tx, wallet.id, null);
  const whole = planDraw(grants, credits);
  if (whole.missing > 0) throw new Error(`wallet_totals_differ: wallet ${wallet.id} has less than it says`);
  return { plan: whole, nextExpiryAt: nextChangeAfter(wallet, grants, whole) };
}

/** Of open holds, too, the wallet's date is all we know. */
function nextChangeAfter(
  wallet: LockedWallet,
  grants: readonly DrawableGrant[],
  plan: DrawPlan,
): Date | null {
  return wallet.held > 0 ? wallet.nextExpiryAt : firstExpiryAfter(grants, plan);
}

/** The soonest date among the grants the draw leaves credits in. */
function firstExpiryAfter(grants: readonly DrawableGrant[], plan: DrawPlan): Date | null {
  const emptied = new Set(plan.draws.filter((draw) => draw.left === 0).map((draw) => draw.grantId));
  return earliest(...grants.filter((grant) => !emptied.has(grant.id)).map((grant) => grant.expiresAt));
}
