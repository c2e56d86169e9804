import type { Sql, Tx } from "@/db/client";

/**
 * When a wallet's balance next changes by itself, because a grant expires or an open hold ends: the date kept on the
 * wallet, as SQL. `endingHoldId` is a hold that is about to end, which no longer counts.
 */
export function nextChange(query: Sql | Tx, walletId: string, endingHoldId: string | null = null) {
  return (query as Sql)`least(
    (select min(expires_at) from credit_grants where wallet_id = ${walletId}::uuid and available > 0),
    (select min(expires_at) from credit_holds
     where wallet_id = ${walletId}::uuid and captured_at is null and released_at is null
       and id is distinct from ${endingHoldId}::uuid))`;
}

/** The first of some dates; null means never. */
export function earliest(...dates: (Date | null)[]): Date | null {
  return dates.reduce((first, date) => (first && (!date || first <= date) ? first : date), null);
}
