import type { Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { type Result, refuse } from "@/lib/platform/result";
import { bringUpToDate } from "./bring-up-to-date";
import { findFirstUse, versionAfter } from "./find-first-use";
import { lockWallet } from "./lock-wallet";
import { nameOfKeep, postKeep } from "./post-keep";
import { type KeepRefusal, refusalOfAmount } from "./refusals";

export type KeepRequest = {
  walletId: string;
  grantId: string;
  /** Business key of why: `dispute:<id>:<…>`. */
  key: string;
  credits: number;
};

/**
 * Keeps credits of one grant back, once per key, until `letGo`: they can neither be spent nor expire nor be taken back
 * meanwhile. A hold like any other, but of this grant alone, with no end of its own, and not a person's: who uses the
 * wallet can neither see it by its id nor capture or release it. Moves totals and version and records `credits.held`,
 * all in the caller's transaction.
 *
 * Refusals, in this order: `wallet_not_found`, `amount_not_positive`, `amount_too_large`, `grant_not_found`,
 * `idempotency_key_reused`, `insufficient_credits` (the grant has less available).
 */
export async function keepBack(
  tx: Tx,
  request: KeepRequest,
): Promise<Result<{ replayed: boolean; version: number }, KeepRefusal>> {
  const { walletId, grantId, credits } = request;
  const locked = await lockWallet(tx, walletId);
  if (!locked) return refuse("wallet_not_found");
  const refusal = refusalOfAmount(credits);
  if (refusal) return refuse(refusal);
  const at = now();
  const wallet = await bringUpToDate(tx, locked, at);
  const [grant] = await tx<{ available: number }[]>`
    select available from credit_grants where wallet_id = ${walletId} and id = ${grantId}`;
  if (!grant) return refuse("grant_not_found");
  const first = await findFirstUse(tx, walletId, nameOfKeep(request));
  if (first?.hasSameContent) return { ok: true, replayed: true, version: versionAfter(first) };
  if (first) return refuse("idempotency_key_reused");
  if (grant.available < credits) return refuse("insufficient_credits");
  const posted = await postKeep(tx, wallet, { ...request, at });
  return { ok: true, replayed: false, version: posted.version };
}
