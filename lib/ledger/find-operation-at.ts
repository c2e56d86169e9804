import type { Sql, Tx } from "@/db/client";
import type { OperationKind } from "./views";

/** An operation as it is kept, with what it drew from which grant. `version` is the wallet's after it. */
export type OperationAt = {
  kind: OperationKind;
  credits: number;
  reference: string | null;
  version: number;
  createdAt: Date;
  draws: { grantId: string; amount: number }[];
};

type Line = Omit<OperationAt, "draws"> & { grantId: string; amount: number };

/**
 * The operation that left a wallet at a version, which names it: no two leave a wallet at the same one. Null when
 * that version lies within an operation or is not reached. Takes a transaction where the operation is not
 * committed yet.
 */
export async function findOperationAt(
  reader: Sql | Tx,
  walletId: string,
  version: number,
): Promise<OperationAt | null> {
  const lines = await reader<Line[]>`
    select operations.kind, operations.amount as credits, operations.reference,
           operations.created_at as "createdAt", entries.seq as version, entries.grant_id as "grantId",
           entries.amount
    from ledger_entries named
    join ledger_operations operations
      on operations.wallet_id = named.wallet_id and operations.key = named.operation_key
    join ledger_entries entries
      on entries.wallet_id = named.wallet_id and entries.operation_key = named.operation_key
    where named.wallet_id = ${walletId} and named.seq = ${version}
    order by entries.seq`;
  const last = lines.at(-1);
  if (!last || last.version !== version) return null;
  const { kind, credits, reference, createdAt } = last;
  const draws = lines.map(({ grantId, amount }) => ({ grantId, amount }));
  return { kind, credits, reference, version, createdAt, draws };
}
