import type { Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";

/** Counts a change of a wallet's plan or of what is owed for it, so that caches and open pages notice. */
export async function countChange(tx: Tx, walletId: string): Promise<void> {
  await tx`
    update wallets set subscription_version = subscription_version + 1, updated_at = ${now()}
    where id = ${walletId}`;
}
