import type { Tx } from "@/db/client";
import { type Result, refuse } from "@/lib/platform/result";
import { bringUpToDate } from "./bring-up-to-date";
import { findFirstUse, versionAfter } from "./find-first-use";
import { keepReturned } from "./keep-on-return";
import { lockHold } from "./lock-hold";
import { postReleases, releaseOf } from "./post-releases";
import type { ReleaseRefusal } from "./refusals";

/** `released` credits went back, debt first; `version` is the wallet's when that was written. */
export type Released = { replayed: boolean; holdId: string; version: number; released: number };

/**
 * Ends a hold and gives all its credits back to the grants they came from; debt is repaid first, and what is past the
 * date of its grant expires at once, and what is disputed is kept back. Moves totals and version and records
 * `credits.released`, all in the caller's transaction. A hold that was released before, or whose time is over, gets the
 * answer of that release with `replayed`: the credits are back, which is what was asked for.
 *
 * Refusals, in this order: `wallet_not_found`, `hold_not_found`, `hold_already_captured`.
 */
export async function releaseHold(
  tx: Tx,
  { walletId, holdId }: { walletId: string; holdId: string },
): Promise<Result<Released, ReleaseRefusal>> {
  const locked = await lockHold(tx, { walletId, holdId });
  if (!locked.ok) return locked;
  const { at, wallet, hold, state, parts, nextExpiryAt, isDisputed } = locked;
  if (state === "captured") return refuse("hold_already_captured");
  if (state !== "open") return findFirstRelease(tx, walletId, holdId);

  const open = { id: holdId, reference: hold.reference, parts };
  const posted = await postReleases(tx, wallet, [open], { at, endedByTime: false, nextExpiryAt });
  const after = await bringUpToDate(tx, posted, at);
  if (isDisputed) await keepReturned(tx, after, at);
  return { ok: true, replayed: false, holdId, version: posted.version, released: hold.amount };
}

async function findFirstRelease(tx: Tx, walletId: string, holdId: string): Promise<{ ok: true } & Released> {
  const first = await findFirstUse(tx, walletId, releaseOf(holdId));
  if (!first)
    throw new Error(`release_missing: hold ${holdId} of wallet ${walletId} is released without one`);
  const released = first.entries.reduce((sum, { from, amount }) => sum + (from === "held" ? amount : 0), 0);
  return { ok: true, replayed: true, holdId, version: versionAfter(first), released };
}
