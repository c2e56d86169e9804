import { sql } from "@/db/client";
import { now } from "@/lib/platform/clock";

/** Credits that will be lost soon: all of them, and those of the soonest date. */
export type ExpiringView = { credits: number; first: { credits: number; expiresAt: string } };

/**
 * What of a wallet's available credits expires before so many milliseconds have passed. Null when nothing does.
 * Held credits are not counted: they do not expire while they are held.
 */
export async function findExpiring(walletId: string, withinMs: number): Promise<ExpiringView | null> {
  const at = now();
  const dates = await sql()<{ credits: number; expiresAt: Date }[]>`
    select sum(available)::bigint as credits, expires_at as "expiresAt" from credit_grants
    where wallet_id = ${walletId} and available > 0
      and expires_at > ${at} and expires_at <= ${new Date(at.getTime() + withinMs)}
    group by expires_at order by expires_at`;
  const [first] = dates;
  if (!first) return null;
  return {
    credits: dates.reduce((sum, { credits }) => sum + credits, 0),
    first: { credits: first.credits, expiresAt: first.expiresAt.toISOString() },
  };
}
