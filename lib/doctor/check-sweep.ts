import { sql } from "@/db/client";
import { nowMs } from "@/lib/platform/clock";
import type { Env } from "@/lib/platform/env";
import { type Finding, found } from "./finding";
import { inWords } from "./in-words";

const HOUR_MS = 3_600_000;
/** Servers sweep every few minutes, the daily schedule once a day and anywhere within its hour. */
const LATE_AFTER_MS = 26 * HOUR_MS;

type Sweep = {
  startedAt: Date;
  reachedAt: Date | null;
  trouble: string | null;
  gapFrom: Date | null;
  gapUntil: Date | null;
};

/** Whether somebody goes after the events that never arrive; null when the last sweep is young and reached the present. */
export async function checkSweep({ stripe }: Pick<Env, "stripe">): Promise<Finding[]> {
  const [sweep] = await sql()<Sweep[]>`
    select updated_at as "startedAt", reached_at as "reachedAt", trouble, gap_from as "gapFrom", gap_until as "gapUntil"
    from event_sweeps where livemode = ${stripe.livemode}`;
  if (!sweep) return [found("sweep_never")];
  const ageMs = nowMs() - (sweep.reachedAt ?? sweep.startedAt).getTime();
  const { trouble, gapFrom, gapUntil } = sweep;
  return [
    ageMs > LATE_AFTER_MS && found("sweep_late", { hours: Math.floor(ageMs / HOUR_MS) }),
    trouble !== null && found("sweep_stopped", { reason: trouble }),
    gapFrom !== null &&
      gapUntil !== null &&
      found("sweep_gap", { from: inWords(gapFrom), until: inWords(gapUntil) }),
  ].filter((one) => one !== false);
}
