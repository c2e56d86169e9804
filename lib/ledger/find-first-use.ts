import type { Tx } from "@/db/client";
import type { Bucket } from "./views";

export type FirstEntry = { seq: number; grantId: string; from: Bucket; to: Bucket; amount: number };

/** What a taken key was used for: entries first line first, and whether the request was the same. */
export type FirstUse = { hasSameContent: boolean; entries: FirstEntry[] };

/**
 * The first use of an operation key, from which a verb gives its first answer again or sees that the key was
 * used for something else. Null when the key is free.
 */
export async function findFirstUse(
  tx: Tx,
  walletId: string,
  operation: { key: string; requestHash: string },
): Promise<FirstUse | null> {
  const entries = await tx<(FirstEntry & { requestHash: string })[]>`
    select entries.seq, entries.grant_id as "grantId", entries.from_bucket as "from",
           entries.to_bucket as "to", entries.amount, operations.request_hash as "requestHash"
    from ledger_operations operations
    join ledger_entries entries
      on entries.wallet_id = operations.wallet_id and entries.operation_key = operations.key
    where operations.wallet_id = ${walletId} and operations.key = ${operation.key}
    order by entries.seq`;
  const [first] = entries;
  return first ? { hasSameContent: first.requestHash === operation.requestHash, entries } : null;
}

/** The wallet's version when the operation was written. */
export function versionAfter({ entries }: FirstUse): number {
  return Math.max(...entries.map((entry) => entry.seq));
}
