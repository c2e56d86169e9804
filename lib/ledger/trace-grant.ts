import { sql } from "@/db/client";
import type { OperationKind } from "./views";

/** A grant as it is now, with the number of the entry that made it. */
export type TracedGrant = {
  id: string;
  beganAt: number;
  amount: number;
  available: number;
  held: number;
  expiresAt: string | null;
};

type TracedRow = Omit<TracedGrant, "expiresAt"> & { expiresAt: Date | null };

/**
 * The one grant that an operation is about: the one it made, that expired, or that was taken back. Null for what is
 * drawn from whichever grants are next in line.
 */
export async function traceGrant(
  walletId: string,
  operation: { key: string; kind: OperationKind },
): Promise<TracedGrant | null> {
  if (!["grant", "expire", "reverse", "adjust"].includes(operation.kind)) return null;
  const [row] = await sql()<TracedRow[]>`
    select grants.id, grants.amount, grants.available, grants.held, grants.expires_at as "expiresAt",
      (select min(seq) from ledger_entries
       where wallet_id = grants.wallet_id
         and operation_key in (grants.source_key, 'grant:' || grants.source_key)) as "beganAt"
    from ledger_operations operations
    join credit_grants grants on grants.wallet_id = operations.wallet_id and grants.id = coalesce(
      operations.reversed_grant_id,
      (select grant_id from ledger_entries
       where wallet_id = operations.wallet_id and operation_key = operations.key
         and (from_bucket = 'issued' or to_bucket = 'expired') limit 1))
    where operations.wallet_id = ${walletId} and operations.key = ${operation.key}`;
  return row ? { ...row, expiresAt: row.expiresAt?.toISOString() ?? null } : null;
}
