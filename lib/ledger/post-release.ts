import type { Tx } from "@/db/client";
import { type HeldPart, movesOfReturn } from "./end-of-hold";
import type { LockedWallet } from "./lock-wallet";
import { postOperation } from "./post-operation";
import { hashOfRequest } from "./request-hash";

/** An open hold, with what it put aside of each grant in draw order, and the word it was asked for with. */
export type OpenHold = { id: string; reference: string | null; parts: readonly HeldPart[] };

/**
 * Gives all credits of an open hold back to the grants they came from, debt first. Whether somebody asked for it or
 * its time was over, the operation is the same and has the same key: a hold ends once.
 */
export async function postRelease(
  tx: Tx,
  wallet: LockedWallet,
  hold: OpenHold,
  end: { at: Date; endedByTime: boolean; nextExpiryAt: Date | null },
): Promise<LockedWallet> {
  const { moves, returned, repaid } = movesOfReturn(hold.parts, wallet.owed);
  const { at, endedByTime, nextExpiryAt } = end;
  const posted = await postOperation(tx, wallet, {
    ...releaseOf(hold.id),
    kind: "release",
    amount: returned,
    reference: hold.reference,
    at,
    moves,
    newGrant: null,
    hold: { does: "release", id: hold.id },
    nextExpiryAt,
    fact: {
      type: "credits.released",
      subject: hold.id,
      data: { credits: returned, repaid, endedByTime, reference: hold.reference },
    },
  });
  if (!posted) throw new Error(`operation_key_taken: open hold ${hold.id} of wallet ${wallet.id} has ended`);
  return posted;
}

/** How the release of a hold is named, and its only content. */
export function releaseOf(holdId: string): { key: string; requestHash: string } {
  return { key: `release:${holdId}`, requestHash: hashOfRequest({ holdId }) };
}
