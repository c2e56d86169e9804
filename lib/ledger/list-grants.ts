import { sql } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { changesDue } from "./changes-due";
import type { GrantView } from "./views";

type GrantRow = Omit<GrantView, "expiresAt" | "createdAt"> & { expiresAt: Date | null; createdAt: Date };

/**
 * A wallet's grants: first those with credits left, in the order in which they will be used, then the others,
 * newest first. What holds that have ended give back is there again, and a grant past its date has nothing
 * available, also when neither is written yet.
 */
export async function listGrants(walletId: string, { limit }: { limit: number }): Promise<GrantView[]> {
  const rows = await sql()<GrantRow[]>`
    select id, source, amount, available, held, expires_at as "expiresAt", created_at as "createdAt"
    from (
      select grants.id, grants.source, grants.amount, grants.priority, grants.expires_at, grants.created_at,
             grants.available + coalesce(due.available, 0) as available,
             grants.held + coalesce(due.held, 0) as held
      from wallets
      join credit_grants grants on grants.wallet_id = wallets.id
      left join lateral (${changesDue(sql(), now())}) due on due.grant_id = grants.id
      where wallets.id = ${walletId}
    ) as_of_now
    order by
      (available + held > 0) desc,
      case when available + held > 0 then priority end,
      case when available + held > 0 then expires_at end asc nulls last,
      case when available + held > 0 then created_at end,
      created_at desc, id desc
    limit ${limit}`;
  return rows.map(toGrantView);
}

function toGrantView(row: GrantRow): GrantView {
  return {
    ...row,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
