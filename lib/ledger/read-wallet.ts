import { sql } from "@/db/client";
import { nextChange } from "./next-change";
import type { WalletStamp } from "./read-stamp";
import type { BalanceView, GrantView } from "./views";

type GrantRow = Omit<GrantView, "createdAt" | "expiresAt"> & { createdAt: Date; expiresAt: Date | null };
type Row = WalletStamp & BalanceView & { nextExpiryAt: Date | null };

/** A wallet's totals and the grants in which credits are left, in the order in which they will be used. */
export type WalletState = Row & { grants: GrantRow[]; hasMoreGrants: boolean };

/** A person has a few grants with credits left; who has more sees the ones that are used first. */
const GRANTS_MAX = 100;

/**
 * A wallet with its grants, in one statement, so that totals, version and grants are of one moment. Ask for the
 * stamp first: it brings the wallet up to date. `nextExpiryAt` is looked up and not that of the wallet's row, which
 * may be too early and is put right without a new version: what a version shows must never change. Grants are read
 * through the index of those with something available, and those with nothing but held credits only while something
 * is held.
 */
export async function readWallet(walletId: string): Promise<WalletState> {
  const [wallet] = await sql()<(Row & { grants: StoredGrant[] })[]>`
    select available, held, owed, version, subscription_version as "subscriptionVersion",
      updated_at as "updatedAt",
      case when next_expiry_at is not null then ${nextChange(sql(), walletId)} end as "nextExpiryAt",
      coalesce((select json_agg(one) from (
        (select id, source, amount, available, held, expires_at, created_at, priority from credit_grants
         where wallet_id = wallets.id and available > 0
         order by priority, expires_at nulls last, created_at, id limit ${GRANTS_MAX + 1})
        union all
        (select id, source, amount, available, held, expires_at, created_at, priority from credit_grants
         where wallets.held > 0 and wallet_id = wallets.id and available = 0 and held > 0
         order by priority, expires_at nulls last, created_at, id limit ${GRANTS_MAX + 1})
      ) one), '[]') as grants
    from wallets where id = ${walletId}`;
  if (!wallet) throw new Error(`wallet_not_found: ${walletId}`);
  const grants = wallet.grants.map(toGrantRow);
  return { ...wallet, grants: grants.slice(0, GRANTS_MAX), hasMoreGrants: grants.length > GRANTS_MAX };
}

type StoredGrant = Omit<GrantRow, "createdAt" | "expiresAt"> & {
  created_at: string;
  expires_at: string | null;
};

/** PostgreSQL writes times into JSON as text. */
function toGrantRow({ id, source, amount, available, held, created_at, expires_at }: StoredGrant): GrantRow {
  const expiresAt = expires_at === null ? null : new Date(expires_at);
  return { id, source, amount, available, held, createdAt: new Date(created_at), expiresAt };
}
