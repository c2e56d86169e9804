import { sql } from "@/db/client";
import type { EntryView } from "./views";

type EntryRow = Omit<EntryView, "createdAt"> & { createdAt: Date };

/**
 * A wallet's entries, newest first, with the cause of each. Give the last `seq` you have as `before` for the
 * ones that came earlier; any depth costs the same, because the key is counted and not skipped over.
 */
export async function listEntries(
  walletId: string,
  { before, limit }: { before?: number; limit: number },
): Promise<EntryView[]> {
  const rows = await sql()<EntryRow[]>`
    select entries.seq, operations.kind, entries.from_bucket as "from", entries.to_bucket as "to",
           entries.amount, operations.reference, entries.grant_id as "grantId", entries.created_at as "createdAt"
    from ledger_entries entries
    join ledger_operations operations
      on operations.wallet_id = entries.wallet_id and operations.key = entries.operation_key
    where entries.wallet_id = ${walletId} and entries.seq < ${before ?? Number.MAX_SAFE_INTEGER}
    order by entries.seq desc
    limit ${limit}`;
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
