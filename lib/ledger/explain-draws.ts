import { sql } from "@/db/client";
import type { ActivityLine } from "./list-activity";
import { type DrawableGrant, type DrawReason, planDraw } from "./plan-draw";

/** Credits that paid, in the order in which they were drawn; why before the next. The last one has no next. */
export type ExplainedDraw = {
  grantId: string;
  amount: number;
  /** The number of the entry that made the grant. */
  beganAt: number;
  reason: Exclude<DrawReason, "last_in_line"> | null;
};

/**
 * Which grants paid for what was spent or held, and why in this order. The reason is worked out again by the same
 * `planDraw` from what of a grant never changes, so it is the reason of that day. What stood behind the last grant
 * in line on that day is not kept, so for that one nothing is claimed.
 */
export async function explainDraws(
  walletId: string,
  lines: readonly ActivityLine[],
): Promise<ExplainedDraw[]> {
  const drawn = lines.filter(({ from, to }) => to === "spent" || (from === "available" && to === "held"));
  const rows = await sql()<(Omit<DrawableGrant, "available"> & { beganAt: number })[]>`
    select id, priority, expires_at as "expiresAt", created_at as "createdAt",
      (select min(seq) from ledger_entries
       where wallet_id = credit_grants.wallet_id
         and operation_key in (source_key, 'grant:' || source_key)) as "beganAt"
    from credit_grants
    where wallet_id = ${walletId} and id = any(${drawn.map(({ grantId }) => grantId)}::uuid[])`;
  const amounts = new Map(drawn.map(({ grantId, amount }) => [grantId, amount]));
  const grants = rows.map((row) => ({ ...row, available: amounts.get(row.id) ?? 0 }));
  const { draws } = planDraw(grants, Number.MAX_SAFE_INTEGER);
  return draws.map(({ grantId, amount, reason }) => ({
    grantId,
    amount,
    beganAt: rows.find(({ id }) => id === grantId)?.beganAt ?? 0,
    reason: reason === "last_in_line" ? null : reason,
  }));
}
