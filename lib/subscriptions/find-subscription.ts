import { sql } from "@/db/client";
import { isLive } from "./live-statuses";
import type { SubscriptionView } from "./views";

type Row = Omit<SubscriptionView, "periodStart" | "periodEnd" | "trialEnd" | "cancelAt" | "expiresAt"> & {
  periodStart: Date;
  periodEnd: Date;
  trialEnd: Date | null;
  cancelAt: Date | null;
  endedAt: Date | null;
};

/**
 * The subscription of a wallet: the live one, else the one that began last. Null when there never was one. One that
 * is set aside is nobody's plan and is not answered. Read from our copy; Stripe is not asked.
 */
export async function findSubscription(walletId: string): Promise<SubscriptionView | null> {
  const [row] = await sql()<Row[]>`
    select stripe_subscription_id as id, status, plan, interval, credits, currency,
      amount_minor as "amountMinor", current_period_start as "periodStart", current_period_end as "periodEnd",
      trial_end as "trialEnd", cancel_at as "cancelAt", ended_at as "endedAt"
    from subscriptions where wallet_id = ${walletId} and set_aside is null
    order by status not in ('canceled', 'incomplete_expired') desc, started_at desc, stripe_subscription_id
    limit 1`;
  return row ? toView(row) : null;
}

/** The plan of a wallet that has one now, in whatever state; null for one that has none or whose plan ended. */
export async function findLivePlan(walletId: string): Promise<string | null> {
  const found = await findSubscription(walletId);
  return found && isLive(found.status) ? found.plan : null;
}

function toView({ periodStart, periodEnd, trialEnd, cancelAt, endedAt, ...same }: Row): SubscriptionView {
  const planned = isLive(same.status) ? cancelAt : null;
  const end = endedAt ?? (planned && planned < periodEnd ? planned : periodEnd);
  return {
    ...same,
    periodStart: periodStart.toISOString(),
    periodEnd: periodEnd.toISOString(),
    trialEnd: trialEnd?.toISOString() ?? null,
    cancelAt: planned?.toISOString() ?? null,
    expiresAt: end.toISOString(),
  };
}
