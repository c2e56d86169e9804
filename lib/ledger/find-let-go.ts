import { sql } from "@/db/client";
import type { OperationKind } from "./views";

/** The keys of those operations that let credits go which were kept back of a grant (`keepBack`). */
export async function findLetGo(
  walletId: string,
  operations: readonly { key: string; kind: OperationKind }[],
): Promise<ReadonlySet<string>> {
  const releases = operations.filter(({ kind }) => kind === "release");
  if (releases.length === 0) return new Set();
  const holdIds = releases.map(({ key }) => key.slice("release:".length));
  const rows = await sql()<{ key: string }[]>`
    select 'release:' || id as key from credit_holds
    where wallet_id = ${walletId} and id = any(${holdIds}::uuid[]) and grant_id is not null`;
  return new Set(rows.map(({ key }) => key));
}
