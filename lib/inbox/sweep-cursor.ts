import { sql } from "@/db/client";
import { now, nowMs } from "@/lib/platform/clock";
import { askTime, EVENTS_KEPT_MS } from "@/lib/stripe/events";
import type { StripeAnswer } from "@/lib/stripe/trouble";

const MINUTE_MS = 60_000;

/** An event may be listed some time after the moment it bears; so far back each sweep looks again. */
export const OVERLAP_MS = 10 * MINUTE_MS;
/**
 * How far back the first sweep of a database looks. As long as Stripe itself tries to deliver, so that nothing is
 * missed which was still on its way; an account's whole past is nothing to a new installation.
 */
export const FIRST_WINDOW_MS = 3 * 24 * 60 * MINUTE_MS;

/** A time in which events were told and are not listed any more. */
export type Gap = { from: Date; until: Date };

/** Where to begin, and what cannot be listed any more since the last sweep. */
export type SweepStart = { from: Date; gap: Gap | null };

/**
 * Finds where a sweep begins: before the cursor, or earlier when somebody asks for it (`since`), never later. If the
 * cursor is older than what Stripe keeps, the gap is written down for good and the cursor set to its end.
 */
export async function beginSweep(livemode: boolean, since: Date | null): Promise<StripeAnswer<SweepStart>> {
  const known = await findCursor(livemode);
  const present = await findPresent(known);
  if (!present.ok) return present;
  const oldest = new Date(present.value.getTime() - EVENTS_KEPT_MS);
  const first = new Date(present.value.getTime() - FIRST_WINDOW_MS);
  const cursor = known ?? (await insertCursor(livemode, first));
  const gap = cursor < oldest ? { from: cursor, until: oldest } : null;
  if (gap) await recordGap(livemode, gap);
  const from = Math.min(cursor.getTime() - OVERLAP_MS, since?.getTime() ?? Number.POSITIVE_INFINITY);
  return { ok: true, value: { from: new Date(Math.max(from, oldest.getTime())), gap } };
}

/**
 * A cursor never goes back, so where it begins and what it steps over is decided by Stripe's clock: ours may be months
 * ahead for a while. In the usual case nothing depends on it, and it costs no question.
 */
async function findPresent(cursor: Date | null): Promise<StripeAnswer<Date>> {
  const isUsual = cursor !== null && cursor.getTime() >= nowMs() - EVENTS_KEPT_MS;
  return isUsual ? { ok: true, value: now() } : askTime();
}

async function findCursor(livemode: boolean): Promise<Date | null> {
  const [row] = await sql()<{ sweptUntil: Date | null }[]>`
    select swept_until as "sweptUntil" from event_sweeps where livemode = ${livemode}`;
  return row?.sweptUntil ?? null;
}

async function insertCursor(livemode: boolean, first: Date): Promise<Date> {
  const [row] = await sql()<{ sweptUntil: Date }[]>`
    insert into event_sweeps (livemode, swept_until, updated_at) values (${livemode}, ${first}, ${now()})
    on conflict (livemode) do update
    set swept_until = coalesce(event_sweeps.swept_until, excluded.swept_until), updated_at = excluded.updated_at
    returning swept_until as "sweptUntil"`;
  if (!row) throw new Error("cursor_missing: the sweep's row was neither written nor found");
  return row.sweptUntil;
}

/** An older gap is widened, not replaced: both its ends stay true. */
async function recordGap(livemode: boolean, { from, until }: Gap): Promise<void> {
  await sql()`
    update event_sweeps set gap_from = least(gap_from, ${from}), gap_until = greatest(gap_until, ${until}),
      swept_until = greatest(swept_until, ${until}), updated_at = ${now()}
    where livemode = ${livemode}`;
}

/** Everything told before `until` stands in the inbox. Two sweeps at once both say so; the later word holds. */
export async function moveCursor(livemode: boolean, until: Date): Promise<void> {
  await sql()`
    update event_sweeps set swept_until = greatest(swept_until, ${until}), updated_at = ${now()}
    where livemode = ${livemode}`;
}

/** How a sweep ended: it reached the present (null), or why it did not, which may be before it had a cursor. */
export async function recordEnd(livemode: boolean, trouble: string | null): Promise<void> {
  const at = now();
  await sql()`
    insert into event_sweeps (livemode, trouble, reached_at, updated_at)
    values (${livemode}, ${trouble}, ${trouble === null ? at : null}, ${at})
    on conflict (livemode) do update
    set trouble = excluded.trouble, reached_at = coalesce(excluded.reached_at, event_sweeps.reached_at),
        updated_at = excluded.updated_at`;
}
