import { sql } from "@/db/client";
import { nowMs } from "@/lib/platform/clock";
import type { Env } from "@/lib/platform/env";
import { type Finding, found } from "./finding";
import { inWords } from "./in-words";

const HOUR_MS = 3_600_000;
/** The nightly comparison is the rarest that is made by itself; it may begin an hour late and take one. */
const LATE_AFTER_MS = 26 * HOUR_MS;

type Run = { finishedAt: Date; isZero: boolean; left: number };

/** Whether Stripe and our rows agreed when they were last compared, and how long ago that is. */
export async function checkReconciliation({ stripe }: Pick<Env, "stripe">): Promise<Finding[]> {
  const [last] = await sql()<Run[]>`
    select finished_at as "finishedAt", is_zero as "isZero", left_count as left
    from reconciliation_runs where livemode = ${stripe.livemode} and state = 'finished'
    order by finished_at desc limit 1`;
  const stopped = await findStopped(stripe.livemode);
  if (!last) return [...stopped, found("reconciliation_never")];
  const at = inWords(last.finishedAt);
  if (!last.isZero)
    return [...stopped, found("reconciliation_differs", { at, count: Math.max(last.left, 1) })];
  const ageMs = nowMs() - last.finishedAt.getTime();
  if (ageMs > LATE_AFTER_MS)
    return [...stopped, found("reconciliation_late", { hours: Math.floor(ageMs / HOUR_MS) })];
  return stopped.length > 0 ? stopped : [found("reconciliation_zero", { at })];
}

/** A run that waits for somebody to go on with it, and says why it stopped. */
async function findStopped(livemode: boolean): Promise<Finding[]> {
  const [run] = await sql()<{ reason: string }[]>`
    select trouble as reason from reconciliation_runs
    where livemode = ${livemode} and state = 'running' and trouble is not null
    order by started_at desc limit 1`;
  return run ? [found("reconciliation_stopped", { reason: run.reason })] : [];
}
