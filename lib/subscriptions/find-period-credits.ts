import { sql } from "@/db/client";
import { now } from "@/lib/platform/clock";

/** What the current period of a plan brought, and what of it is left; both 0 while the period is not paid. */
export type PeriodCredits = { total: number; left: number };

/**
 * The credits of a subscription's current period: of all its paid lines that reach into it, a first month as well as
 * what an upgrade added. What other grants have is not counted.
 */
export async function findPeriodCredits(
  walletId: string,
  { id, periodStart }: { id: string; periodStart: string },
): Promise<PeriodCredits> {
  const [row] = await sql()<PeriodCredits[]>`
    select coalesce(sum(grants.amount), 0)::bigint as total,
      coalesce(sum(grants.available + grants.held)
        filter (where grants.expires_at is null or grants.expires_at > ${now()}), 0)::bigint as left
    from paid_invoices invoices
    join paid_invoice_lines lines on lines.wallet_id = invoices.wallet_id
      and lines.stripe_invoice_id = invoices.stripe_invoice_id
    join credit_grants grants on grants.wallet_id = lines.wallet_id
      and grants.source_key = 'invoice:' || lines.stripe_invoice_id || ':' || lines.stripe_line_id
    where invoices.wallet_id = ${walletId} and invoices.stripe_subscription_id = ${id}
      and lines.period_end > ${periodStart}`;
  return row ?? { total: 0, left: 0 };
}
