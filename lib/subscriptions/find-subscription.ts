import { sql } from "@/db/client";
import { isLive } from "./live-statuses";
import type { SubscriptionRow } from "./subscription-row";
import { toSubscriptionView } from "./to-subscription-view";
import type { SubscriptionView } from "./views";

/**
 * The subscription of a wallet: the live one, else the one that began last. Null when there never was one. One that
 * is set aside is nobody's plan and is not answered. Read from our copy; Stripe is not asked.
 */
export async function findSubscription(walletId: string): Promise<SubscriptionView | null> {
  const [row] = await sql()<(SubscriptionRow & { due_since: Date | null; paid_until: Date | null })[]>`
    select *,
      (select min(due_since) from due_invoices due
       where due.wallet_id = subscriptions.wallet_id and due.status in ('open', 'uncollectible')
         and due.stripe_subscription_id = subscriptions.stripe_subscription_id
         and subscriptions.status in ('past_due', 'unpaid')) as due_since,
      (select max(line.period_end) from paid_invoice_lines line
       join paid_invoices invoice using (wallet_id, stripe_invoice_id)
       where line.wallet_id = subscriptions.wallet_id
         and invoice.stripe_subscription_id = subscriptions.stripe_subscription_id) as paid_until
    from subscriptions where wallet_id = ${walletId} and set_aside is null
    order by status not in ('canceled', 'incomplete_expired') desc, started_at desc, stripe_subscription_id
    limit 1`;
  return row ? toSubscriptionView(row, { dueSince: row.due_since, paidUntil: row.paid_until }) : null;
}

/** The plan of a wallet that has one now, in whatever state; null for one that has none or whose plan ended. */
export async function findLivePlan(walletId: string): Promise<string | null> {
  const found = await findSubscription(walletId);
  return found && isLive(found.status) ? found.plan : null;
}

/**
 * Whether a wallet has a plan, in whatever state. One whose first payment was not made is none yet: it makes room for
 * the next.
 */
export async function hasPlan(walletId: string): Promise<boolean> {
  const [plan] = await sql()`
    select 1 from subscriptions
    where wallet_id = ${walletId} and set_aside is null
      and status not in ('canceled', 'incomplete_expired', 'incomplete')`;
  return plan !== undefined;
}
