import type { Sql, Tx } from "@/db/client";
import { findHold as findHoldOfWallet } from "@/lib/ledger/find-hold";
import { isId } from "@/lib/platform/ids";

/** A hold as the API answers it: what it is now, whichever call asks. */
export async function findHold(reader: Sql | Tx, walletId: string, holdId: string) {
  const hold = isId(holdId) ? await findHoldOfWallet(walletId, holdId, reader) : null;
  if (!hold) return null;
  const { id, state, credits, captured, reference, expiresAt, createdAt, endedAt } = hold;
  return {
    id,
    status: state,
    credits,
    captured,
    released: state === "open" ? 0 : credits - captured,
    reference,
    expires_at: expiresAt,
    created_at: createdAt,
    ended_at: endedAt,
  };
}

/** The hold a verb has just answered about, which is there. */
export async function getHoldOf(tx: Tx, walletId: string, holdId: string) {
  const hold = await findHold(tx, walletId, holdId);
  if (!hold) throw new Error(`hold_missing: ${holdId} of wallet ${walletId}`);
  return hold;
}
