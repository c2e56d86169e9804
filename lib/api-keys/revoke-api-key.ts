import { sql, type Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { type Result, refuse } from "@/lib/platform/result";
import { forgetKeys } from "./recent-keys";

/**
 * Ends a key of this wallet for good: here at once, in other server processes within a second. Revoking it again
 * changes nothing. Refusal: `api_key_not_found`, also for a key of somebody else.
 */
export async function revokeApiKey({
  walletId,
  id,
}: {
  walletId: string;
  id: string;
}): Promise<Result<object, "api_key_not_found">> {
  const [revoked] = await sql()`
    update api_keys set revoked_at = coalesce(revoked_at, ${now()})
    where wallet_id = ${walletId} and id = ${id} returning id`;
  forgetKeys();
  return revoked ? { ok: true } : refuse("api_key_not_found");
}

/**
 * Ends all keys of a wallet, in the caller's transaction and under the wallet's lock, so that none is made beside
 * it. When the transaction is committed, the caller calls `forgetKeys`.
 */
export async function revokeAllApiKeys(tx: Tx, walletId: string): Promise<void> {
  await tx`update api_keys set revoked_at = ${now()} where wallet_id = ${walletId} and revoked_at is null`;
}
