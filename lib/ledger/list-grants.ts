import { sql } from "@/db/client";
import { now } from "@/lib/platform/clock";
import type { GrantView } from "./views";

type GrantRow = Omit<GrantView, "expiresAt" | "createdAt"> & { expiresAt: Date | null; createdAt: Date };

/**
 * A wallet's grants: first those with credits left, in the order in which they will be used, then the others,
 * newest first. A grant past its date has nothing available, also when its expiry is not written yet.
 */
export async function listGrants(walletId: string, { limit }: { limit: number }): Promise<GrantView[]> {
  const at = now();
  const rows = await sql()<GrantRow[]>`
    select id, source, amount, held, expires_at as "expiresAt", created_at as "createdAt", usable as available
    from (
      select *, case when expires_at <= ${at} then 0 else available end as usable
      from credit_grants where wallet_id = ${walletId}
    ) grants
    order by
      (usable + held > 0) desc,
      case when usable + held > 0 then priority end,
      case when usable + held > 0 then expires_at end asc nulls last,
      case when usable + held > 0 then created_at end,
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
