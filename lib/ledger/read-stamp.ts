import { sql } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { nowMs } from "@/lib/platform/clock";
import { expireCredits } from "./expire-credits";
import { gatherQuestions } from "./gather-questions";

/**
 * Which state a wallet is in, without the state: what caches compare. `version` counts its entries and
 * `subscriptionVersion` the changes of its subscriptions, which move no credits.
 */
export type WalletStamp = { version: number; subscriptionVersion: number; updatedAt: Date };

/** Times in milliseconds: making a date of a text costs more than all the rest of the row. */
type StampRow = {
  id: string;
  version: number;
  subscriptionVersion: number;
  updatedAtMs: number;
  nextExpiryAtMs: number | null;
};

/**
 * The state a wallet is in at this moment: one row, whatever the length of its history. A wallet whose balance
 * should have changed by itself is brought up to date first, so that one version always means one balance. Throws
 * when there is no such wallet.
 */
export async function readStamp(walletId: string): Promise<WalletStamp> {
  const row = await askForRow(walletId);
  if (!row) throw new Error(`wallet_not_found: ${walletId}`);
  if (!isDue(row)) return toStamp(row);
  await inTransaction((tx) => expireCredits(tx, walletId));
  return toStamp((await askForRow(walletId)) ?? row);
}

function isDue({ nextExpiryAtMs }: StampRow): boolean {
  return nextExpiryAtMs !== null && nextExpiryAtMs <= nowMs();
}

function toStamp({ version, subscriptionVersion, updatedAtMs }: StampRow): WalletStamp {
  return { version, subscriptionVersion, updatedAt: new Date(updatedAtMs) };
}

/** Programs ask whether anything changed far more often than anything does, and many at a time. */
const askForRow = gatherQuestions(async (walletIds) => {
  const rows = await sql()<StampRow[]>`
    select id, version, subscription_version as "subscriptionVersion",
           floor(extract(epoch from updated_at) * 1000)::bigint as "updatedAtMs",
           floor(extract(epoch from next_expiry_at) * 1000)::bigint as "nextExpiryAtMs"
    from wallets where id = any(${walletIds}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
});
