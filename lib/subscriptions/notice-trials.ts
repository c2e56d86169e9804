import { sql } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { recordNotice } from "@/lib/notices/record-notice";
import { now, nowMs } from "@/lib/platform/clock";
import { keepDoing } from "@/lib/platform/keep-doing";
import { noticesOfState, type PlanState, TRIAL_NOTICE_MS } from "./notices-of-state";

/**
 * Owes the mail to everybody whose trial ends soon, for when Stripe's word of it never came: at most `limit` people.
 * Who was told already is not told again. Read from our copy, which is all that a mail needs.
 */
export async function noticeTrials({ limit }: { limit: number }): Promise<{ trials: number }> {
  const until = new Date(nowMs() + TRIAL_NOTICE_MS);
  const ending = await sql()<(PlanState & { walletId: string })[]>`
    select wallet_id as "walletId", stripe_subscription_id as id, status, plan, currency,
      amount_minor as "amountMinor", cancel_at as "cancelAt", cancel_reason as "cancelReason",
      ended_at as "endedAt", trial_end as "trialEnd"
    from subscriptions
    where status = 'trialing' and set_aside is null and trial_end between ${now()} and ${until}
      and not exists (select 1 from notices
        where notices.wallet_id = subscriptions.wallet_id and kind = 'trial_ends_soon'
          and subject = stripe_subscription_id)
    limit ${limit}`;
  let trials = 0;
  for (const plan of ending)
    for (const notice of noticesOfState(plan, null, { now: now(), trialIsEnding: false })) {
      await inTransaction((tx) => recordNotice(tx, plan.walletId, notice));
      trials += 1;
    }
  return { trials };
}

const TRIALS_PER_TURN_MAX = 1000;

/** The same for as long as this server runs; answers how to stop. Elsewhere the cron route does it. */
export function keepNoticingTrials({ everyMs }: { everyMs: number }): () => void {
  return keepDoing(() => noticeTrials({ limit: TRIALS_PER_TURN_MAX }), {
    everyMs,
    failure: "ending trials were not looked for; the next turn looks again",
  });
}
