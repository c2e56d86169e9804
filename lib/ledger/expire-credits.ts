import type { Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { type Result, refuse } from "@/lib/platform/result";
import { type LockedWallet, lockWallet } from "./lock-wallet";
import { postOperation } from "./post-operation";
import { hashOfRequest } from "./request-hash";

type DueGrant = { id: string; available: number; expiresAt: Date };

/**
 * Takes the credits past their date out of a wallet. Any number of calls do it once: what is expired is no
 * longer available. Verbs that draw or grant do the same by themselves; this is for the job that tidies wallets
 * nobody touches.
 */
export async function expireCredits(
  tx: Tx,
  walletId: string,
): Promise<Result<{ expired: number; version: number }, "wallet_not_found">> {
  const wallet = await lockWallet(tx, walletId);
  if (!wallet) return refuse("wallet_not_found");
  const after = await expireDueGrants(tx, wallet, now());
  return { ok: true, expired: wallet.available - after.available, version: after.version };
}

/**
 * The first step of every verb that draws or grants, so that a grant past its date is never drawn from, however
 * late the job is. Costs nothing unless the wallet says that something is due.
 */
export async function expireDueGrants(tx: Tx, locked: LockedWallet, at: Date): Promise<LockedWallet> {
  if (!locked.nextExpiryAt || locked.nextExpiryAt > at) return locked;
  const expiring = await tx<DueGrant[]>`
    select id, available, expires_at as "expiresAt" from credit_grants
    where wallet_id = ${locked.id} and available > 0 and expires_at is not null
    order by expires_at, created_at, id`;
  const due = expiring.filter((grant) => grant.expiresAt <= at);
  const nextExpiryAt = expiring.find((grant) => grant.expiresAt > at)?.expiresAt ?? null;
  let wallet = locked;
  for (const grant of due) wallet = await expireGrant(tx, wallet, grant, { at, nextExpiryAt });
  return due.length > 0 ? wallet : correctNextExpiry(tx, wallet, nextExpiryAt);
}

/**
 * One operation per grant, with a key of its own. A grant can expire in several parts, as holds on it end after
 * its date; the number in the key is that of the entry, which no other part can have.
 */
async function expireGrant(
  tx: Tx,
  wallet: LockedWallet,
  grant: DueGrant,
  { at, nextExpiryAt }: { at: Date; nextExpiryAt: Date | null },
): Promise<LockedWallet> {
  const amount = grant.available;
  const posted = await postOperation(tx, wallet, {
    key: `expire:${grant.id}:${wallet.version + 1}`,
    kind: "expire",
    amount,
    reference: null,
    requestHash: hashOfRequest({ grantId: grant.id, amount }),
    at,
    moves: [{ grantId: grant.id, from: "available", to: "expired", amount }],
    newGrant: null,
    nextExpiryAt,
    fact: { type: "credits.expired", subject: grant.id, data: { credits: amount } },
  });
  if (!posted) throw new Error(`operation_key_taken: expire of grant ${grant.id} in wallet ${wallet.id}`);
  return posted;
}

/** The date on the wallet may be that of a grant spent since; then nothing was due and only the date moves. */
async function correctNextExpiry(
  tx: Tx,
  wallet: LockedWallet,
  nextExpiryAt: Date | null,
): Promise<LockedWallet> {
  await tx`update wallets set next_expiry_at = ${nextExpiryAt} where id = ${wallet.id}`;
  return { ...wallet, nextExpiryAt };
}
