import { now, nowMs } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { beginSweep, type Gap, moveCursor, recordEnd } from "./sweep-cursor";
import { inWords, sweepSlice } from "./sweep-slice";

const MINUTE_MS = 60_000;
/** A usual sweep is one slice. Quiet times are crossed in ever wider ones, busy times in steps that can be lost. */
const SLICE_MS_MIN = 30 * MINUTE_MS;
const SLICE_MS_MAX = 24 * 60 * MINUTE_MS;
/** A slice with fewer events than one page is quiet. */
const QUIET_MAX = 100;

/**
 * What a sweep did. `listed` events of our types were read, `found` of them were not in the inbox and have been run,
 * `failed` of those will be tried again. `gap`: a time whose events Stripe does not keep any more. `trouble`: why it
 * stopped; null when it reached the present.
 */
export type Sweep = {
  livemode: boolean;
  from: Date;
  listed: number;
  found: number;
  failed: number;
  gap: Gap | null;
  trouble: string | null;
};

/**
 * Reads what Stripe told since the last sweep, of every type that has a handler, and runs what the inbox does not
 * have, exactly as if it had been delivered. So a lost delivery, an endpoint that was off or had a wrong secret, and
 * days without a server are made good.
 *
 * In slices of time, oldest first, one page in memory; the cursor moves behind each slice that is done. So it may be
 * killed anywhere, run twice at once, or be stopped after `maxMs`: the next one goes on from there, and events that
 * ran are in the inbox and do not run again. `since` looks further back than the cursor, as far as Stripe keeps events.
 */
export async function sweepEvents({
  maxMs = Number.POSITIVE_INFINITY,
  since = null,
}: {
  maxMs?: number;
  since?: Date | null;
} = {}): Promise<Sweep> {
  const { livemode } = env().stripe;
  const deadline = nowMs() + maxMs;
  const start = await beginSweep(livemode, since);
  const { from, gap } = start.ok ? start.value : { from: now(), gap: null };
  const trouble = start.ok ? null : inWords(start.trouble);
  const sweep: Sweep = { livemode, from, gap, listed: 0, found: 0, failed: 0, trouble };
  if (start.ok) await sweepSlices(sweep, deadline);
  await recordEnd(livemode, sweep.trouble);
  say(sweep);
  return sweep;
}

async function sweepSlices(sweep: Sweep, deadline: number): Promise<void> {
  let from = sweep.from.getTime();
  for (let width = SLICE_MS_MIN, isLast = false; !isLast; ) {
    const until = from + width;
    isLast = until >= nowMs();
    // The last slice has no end: a clock of ours that is slow must not hide what was told meanwhile.
    const read = await sweepSlice({
      ...{ livemode: sweep.livemode, deadline },
      ...{ from: new Date(from), until: isLast ? null : new Date(until) },
    });
    sweep.listed += read.listed;
    sweep.found += read.found;
    sweep.failed += read.failed;
    sweep.trouble = read.trouble;
    if (sweep.trouble || !read.askedAt) return;
    await moveCursor(sweep.livemode, new Date(Math.min(until, read.askedAt.getTime())));
    from = until;
    width = read.listed < QUIET_MAX ? Math.min(width * 2, SLICE_MS_MAX) : SLICE_MS_MIN;
  }
}

function say(sweep: Sweep): void {
  if (sweep.gap)
    log.error(
      sweep,
      "Stripe keeps events for 30 days and nothing swept them for longer: some were never seen",
    );
  else if (sweep.trouble)
    log.warn(sweep, "the sweep of Stripe's events stopped; the next one goes on from there");
  else if (sweep.found > 0) log.info(sweep, "the sweep found events that were never delivered");
}
