import type { Sql, Tx } from "@/db/client";
import { findOperationAt } from "@/lib/ledger/find-operation-at";
import { spendIdOf } from "./spend-id";

/** A spend as the API answers it, when it is made and ever after: nothing about it changes. */
export async function findSpend(reader: Sql | Tx, walletId: string, version: number) {
  const operation = await findOperationAt(reader, walletId, version);
  if (operation?.kind !== "spend") return null;
  const { credits, reference, draws, createdAt } = operation;
  return {
    id: spendIdOf(walletId, version),
    credits,
    reference,
    draws: draws.map(({ grantId, amount }) => ({ grant_id: grantId, credits: amount })),
    wallet_version: version,
    created_at: createdAt.toISOString(),
  };
}
