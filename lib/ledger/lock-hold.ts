import type { Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { type Result, refuse } from "@/lib/platform/result";
import { bringUpToDate } from "./bring-up-to-date";
import type { HeldPart } from "./end-of-hold";
import { type HoldRow, readHold, stateOfHold } from "./find-hold";
import { type LockedWallet, lockWallet } from "./lock-wallet";
import { earliest, nextChange } from "./next-change";
import type { HoldView } from "./views";

/**
 * A hold as it is under its wallet's lock. `parts` is what it put aside of each grant, in draw order; `nextExpiryAt`
 * when the balance next changes by itself once it has ended: credits that go back to a grant bring the date of that
 * grant back with them.
 */
export type LockedHold = {
  at: Date;
  wallet: LockedWallet;
  hold: HoldRow;
  state: HoldView["state"];
  parts: HeldPart[];
  nextExpiryAt: Date | null;
  /** What it gives back is disputed, at least in part: `keepReturned` comes after it. */
  isDisputed: boolean;
};

/**
 * The first step of every verb that ends a hold: the wallet's lock, the wallet up to date, and the hold as it is
 * then. Lock and reads are one round trip; each statement sees what the lock's last holder committed.
 */
export async function lockHold(
  tx: Tx,
  { walletId, holdId }: { walletId: string; holdId: string },
): Promise<Result<LockedHold, "wallet_not_found" | "hold_not_found">> {
  const [locked, first] = await Promise.all([lockWallet(tx, walletId), readWithParts(tx, walletId, holdId)]);
  if (!locked) return refuse("wallet_not_found");
  const at = now();
  const wallet = await bringUpToDate(tx, locked, at);
  const held = wallet === locked ? first : await readWithParts(tx, walletId, holdId);
  if (!held) return refuse("hold_not_found");
  return { ok: true, at, wallet, state: stateOfHold(held.hold, at), ...held };
}

async function readWithParts(tx: Tx, walletId: string, holdId: string) {
  const [hold, dated, [rest]] = await Promise.all([
    readHold(tx, walletId, holdId),
    tx<(HeldPart & { expiresAt: Date | null; isDisputed: boolean })[]>`
      select entries.grant_id as "grantId", entries.amount, grants.expires_at as "expiresAt",
             grants.keep_on_return > 0 as "isDisputed"
      from credit_holds holds
      join ledger_entries entries
        on entries.wallet_id = holds.wallet_id and entries.operation_key = holds.operation_key
      join credit_grants grants on grants.wallet_id = entries.wallet_id and grants.id = entries.grant_id
      where holds.wallet_id = ${walletId} and holds.id = ${holdId}
      order by entries.seq`,
    tx<{ nextExpiryAt: Date | null }[]>`select ${nextChange(tx, walletId, holdId)} as "nextExpiryAt"`,
  ]);
  if (!hold) return null;
  const parts = dated.map(({ grantId, amount }) => ({ grantId, amount }));
  const dates = dated.map(({ expiresAt }) => expiresAt);
  const isDisputed = dated.some((part) => part.isDisputed);
  return { hold, parts, isDisputed, nextExpiryAt: earliest(rest?.nextExpiryAt ?? null, ...dates) };
}
