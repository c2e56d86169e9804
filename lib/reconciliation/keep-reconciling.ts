import { sql } from "@/db/client";
import { nowMs } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { keepDoing } from "@/lib/platform/keep-doing";
import { reconcile } from "./reconcile";
import { clocksAgreeUntil } from "./window";

const HOUR_MS = 60 * 60_000;

/** How far back, and how often: an hour after it happened for what is new, once a day for longer than events are kept. */
const SCHEDULE = [
  { days: 3, everyMs: HOUR_MS },
  { days: 35, everyMs: 24 * HOUR_MS },
] as const;

/**
 * Compares with Stripe whenever it is due, for as long as this server runs. Answers how to stop. What is due stands in
 * the database, so several servers do not all compare; two that do at once do no harm.
 */
export function keepReconciling({ lookEveryMs }: { lookEveryMs: number }): () => void {
  const failure = "Stripe and our rows could not be compared; the next turn tries again";
  return keepDoing(reconcileDue, { everyMs: lookEveryMs, failure });
}

/** Compares the windows whose time has come, and goes on with a run that stopped in the middle. */
export async function reconcileDue(): Promise<number> {
  let done = 0;
  for (const { days, everyMs } of SCHEDULE) {
    if (!(await isDue(days, everyMs))) continue;
    await reconcile({ window: { days } });
    done += 1;
  }
  return done;
}

async function isDue(days: number, everyMs: number): Promise<boolean> {
  const [recent] = await sql()`
    select 1 from reconciliation_runs
    where days = ${days} and livemode = ${env().stripe.livemode} and started_at <= ${clocksAgreeUntil()}
      and (state = 'finished' and started_at > ${new Date(nowMs() - everyMs)}
        or state = 'running' and leased_until > ${new Date(nowMs())})
    limit 1`;
  return recent === undefined;
}
