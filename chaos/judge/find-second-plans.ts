import { sql } from "@/db/client";

/** Plans that somebody pays for beside another one. One that was never paid for costs nobody anything. */
export async function findSecondPlans(): Promise<string[]> {
  const rows = await sql()<{ id: string; walletId: string; status: string }[]>`
    select stripe_subscription_id as id, wallet_id as "walletId", status from subscriptions
    where set_aside = 'second_live_subscription' and status not in ('incomplete', 'incomplete_expired', 'canceled')`;
  return rows.map(({ id, walletId, status }) => `wallet ${walletId} has ${id} beside its plan, ${status}`);
}
