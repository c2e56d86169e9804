import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { now } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import { type BroughtUpToDate, expireCredits } from "./expire-credits";

/** How many wallets were brought up to date, and what came of it; `failed` ones are left for the next turn. */
export type ExpiryRun = { wallets: number; released: number; expired: number; failed: number };

/**
 * Brings wallets up to date that nobody touches, those that have waited longest first, at most `limit`, each in a
 * transaction of its own. Nobody's credits depend on it: every verb and every reader looks at the dates itself. It
 * is there so that totals, activity and the facts told to others follow within minutes.
 *
 * Any number of runs may go on at once, beside people who spend: each takes a wallet that nobody has locked, so
 * they share the work and never wait for each other. A wallet that fails stands in nobody's way.
 */
export async function expireDueWallets({ limit }: { limit: number }): Promise<ExpiryRun> {
  const run = { wallets: 0, released: 0, expired: 0, failed: 0 };
  const failed: string[] = [];
  for (let taken = 0; taken < limit; taken++) {
    const done = await expireNextWallet(failed);
    if (!done) break;
    if (done === "failed") continue;
    run.wallets += 1;
    run.released += done.released;
    run.expired += done.expired;
  }
  return { ...run, failed: failed.length };
}

/** Null when no wallet is due that is not among the failed ones, which a failure is added to. */
async function expireNextWallet(failed: string[]): Promise<BroughtUpToDate | "failed" | null> {
  let walletId: string | null = null;
  try {
    return await inTransaction(async (tx) => {
      walletId = await takeDueWallet(tx, failed);
      if (!walletId) return null;
      const answer = await expireCredits(tx, walletId);
      if (!answer.ok) throw new Error(`${answer.refusal}: ${walletId}`);
      return answer;
    });
  } catch (error) {
    if (!walletId) throw error;
    log.error({ err: error, walletId }, "a wallet could not be brought up to date");
    failed.push(walletId);
    return "failed";
  }
}

/** Locks a due wallet that nobody else has locked; the verb then locks it again and reads it under the lock. */
async function takeDueWallet(tx: Tx, except: string[]): Promise<string | null> {
  const [wallet] = await tx<{ id: string }[]>`
    select id from wallets where next_expiry_at <= ${now()} and id <> all(${except}::uuid[])
    order by next_expiry_at limit 1 for update skip locked`;
  return wallet?.id ?? null;
}
