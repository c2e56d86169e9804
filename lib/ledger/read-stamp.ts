import { sql } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { now } from "@/lib/platform/clock";
import { expireCredits } from "./expire-credits";
import { gatherQuestions } from "./gather-questions";

/**
 * Which state a wallet is in, without the state: what caches compare. `version` counts its entries and
 * `subscriptionVersion` the changes of its subscriptions, which move no credits.
 */
export type WalletStamp = {
  version: number;
  subscriptionVersion: number;
  updatedAt: Date;
  nextExpiryAt: Date | null;
};

/**
 * The state a wallet is in at this moment: one row, whatever the length of its history. A wallet whose balance
 * should have changed by itself is brought up to date first, so that one version always means one balance. Throws
 * when there is no such wallet.
 */
export async function readStamp(walletId: string): Promise<WalletStamp> {
  const stamp = await readRow(walletId);
  if (!isDue(stamp)) return stamp;
  await inTransaction((tx) => expireCredits(tx, walletId));
  return readRow(walletId);
}

function isDue({ nextExpiryAt }: WalletStamp): boolean {
  return nextExpiryAt !== null && nextExpiryAt <= now();
}

async function readRow(walletId: string): Promise<WalletStamp> {
  const stamp = await askForRow(walletId);
  if (!stamp) throw new Error(`wallet_not_found: ${walletId}`);
  return stamp;
}

/** Programs ask whether anything changed far more often than anything does, and many at a time. */
const askForRow = gatherQuestions(async (walletIds) => {
  const rows = await sql()<(WalletStamp & { id: string })[]>`
    select id, version, subscription_version as "subscriptionVersion", updated_at as "updatedAt",
           next_expiry_at as "nextExpiryAt"
    from wallets where id = any(${walletIds}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
});
