import type { Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { type Result, refuse } from "@/lib/platform/result";
import { bringUpToDate } from "./bring-up-to-date";
import { type LockedWallet, lockWallet } from "./lock-wallet";

/** `released` credits came back from holds that had ended, `expired` ones are gone with the date of their grant. */
export type BroughtUpToDate = { released: number; expired: number; version: number };

/**
 * Brings a wallet up to date: ends the holds whose time is over and takes out the credits past their date. Any
 * number of calls do it once. Every verb that draws or grants does the same by itself; this is for the job that
 * tidies wallets nobody touches, and for a reader who wants the version that belongs to what is shown.
 */
export async function expireCredits(
  tx: Tx,
  walletId: string,
): Promise<Result<BroughtUpToDate, "wallet_not_found">> {
  const before = await lockWallet(tx, walletId);
  if (!before) return refuse("wallet_not_found");
  const after = await bringUpToDate(tx, before, now());
  const expired = worthOf(before) - worthOf(after);
  return { ok: true, released: before.held - after.held, expired, version: after.version };
}

/** What only expiry lowers here: a released hold moves credits within it, to the available ones or against debt. */
function worthOf({ available, held, owed }: LockedWallet): number {
  return available + held - owed;
}
