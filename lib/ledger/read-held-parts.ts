import type { Tx } from "@/db/client";
import type { HeldPart } from "./end-of-hold";
import type { HoldRow } from "./find-hold";
import { earliest, nextChange } from "./next-change";

type DatedPart = HeldPart & { expiresAt: Date | null };

/**
 * What an open hold put aside of each grant, in draw order, and when the balance next changes by itself once it
 * has ended: credits that go back to a grant bring the date of that grant back with them.
 */
export async function readHeldParts(
  tx: Tx,
  walletId: string,
  hold: HoldRow,
): Promise<{ parts: HeldPart[]; nextExpiryAt: Date | null }> {
  const [dated, [rest]] = await Promise.all([
    tx<DatedPart[]>`
      select entries.grant_id as "grantId", entries.amount, grants.expires_at as "expiresAt"
      from ledger_entries entries
      join credit_grants grants on grants.wallet_id = entries.wallet_id and grants.id = entries.grant_id
      where entries.wallet_id = ${walletId} and entries.operation_key = ${hold.operationKey}
      order by entries.seq`,
    tx<{ nextExpiryAt: Date | null }[]>`select ${nextChange(tx, walletId, hold.id)} as "nextExpiryAt"`,
  ]);
  return {
    parts: dated.map(({ grantId, amount }) => ({ grantId, amount })),
    nextExpiryAt: earliest(rest?.nextExpiryAt ?? null, ...dated.map(({ expiresAt }) => expiresAt)),
  };
}
