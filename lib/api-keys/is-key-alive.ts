import type { Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import type { ApiKey } from "./views";

/**
 * Whether a key that was found before works still, as its row says now and no memory of ours. For who is about to
 * move credits with it, under the wallet's lock.
 */
export async function isKeyAlive(tx: Tx, { walletId, id }: ApiKey): Promise<boolean> {
  const rows = await tx`
    select id from api_keys
    where wallet_id = ${walletId} and id = ${id} and revoked_at is null
      and (expires_at is null or expires_at > ${now()})`;
  return rows.length > 0;
}
