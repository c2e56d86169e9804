import type { Tx } from "@/db/client";

declare const locked: unique symbol;

/**
 * A wallet's totals as they are under its lock. Only `lockWallet` and the verbs that move credits make one, so a
 * verb that asks for it cannot be called without the lock. Each is good for one operation: the next needs the
 * totals the last one left.
 */
export type LockedWallet = {
  id: string;
  available: number;
  held: number;
  owed: number;
  version: number;
  nextExpiryAt: Date | null;
  readonly [locked]: true;
};

/**
 * Takes the wallet's lock until the transaction ends, and reads its totals. Every verb does this first, before
 * it looks at payments, holds or grants, so two transactions can never wait for each other in a ring.
 *
 * It is a statement of its own on purpose. At READ COMMITTED a statement reads the rows as they were when it
 * began: one that locked and drew at once would, after waiting, draw from grants as they were before the wait.
 */
export async function lockWallet(tx: Tx, walletId: string): Promise<LockedWallet | null> {
  const [wallet] = await tx<LockedWallet[]>`
    select id, available, held, owed, version, next_expiry_at as "nextExpiryAt"
    from wallets where id = ${walletId} for update`;
  return wallet ?? null;
}
