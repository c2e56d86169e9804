import { sql } from "@/db/client";
import type { OperationKind, OperationView } from "./views";

type OperationRow = OperationView["entries"][number] & {
  kind: OperationKind;
  credits: number;
  reference: string | null;
  createdAt: Date;
};

/**
 * An operation of a wallet by its whole key (`spend:<key>`, `capture:<holdId>`), with the entries that carry it
 * out, first line first. Null when the wallet has none of that key.
 */
export async function findOperation(walletId: string, key: string): Promise<OperationView | null> {
  const rows = await sql()<OperationRow[]>`
    select operations.kind, operations.amount as credits, operations.reference,
           operations.created_at as "createdAt", entries.seq, entries.grant_id as "grantId",
           entries.from_bucket as "from", entries.to_bucket as "to", entries.amount
    from ledger_operations operations
    join ledger_entries entries
      on entries.wallet_id = operations.wallet_id and entries.operation_key = operations.key
    where operations.wallet_id = ${walletId} and operations.key = ${key}
    order by entries.seq`;
  const [first] = rows;
  if (!first) return null;
  const entries = rows.map(({ seq, grantId, from, to, amount }) => ({ seq, grantId, from, to, amount }));
  const { kind, credits, reference } = first;
  const version = Math.max(...entries.map((entry) => entry.seq));
  return {
    key,
    kind,
    amount: credits,
    reference,
    version,
    createdAt: first.createdAt.toISOString(),
    entries,
  };
}
