import { sql } from "@/db/client";
import { now, nowMs } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import type { Run } from "./run";
import { clocksAgreeUntil } from "./window";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A page with everything to heal takes less; each page renews it. */
export const LEASE_MS = 5 * MINUTE_MS;
/** A run that is older says nothing of the present; longer than a day, for on some hosts the next turn is tomorrow. */
const GOES_ON_MS = 36 * 60 * MINUTE_MS;

/** What to compare: mode, how many days back (null: everything), and how young money is left out. */
export type Wish = { livemode: boolean; days: number | null; graceMs: number };

/** Goes on with a run of the same wish that nobody is at work on, or begins a new one at `firstStep`. */
export async function beginRun(
  wish: Wish,
  firstStep: string,
  deadline = Number.POSITIVE_INFINITY,
): Promise<Run> {
  await abandonOld();
  return { ...((await takeOver(wish)) ?? (await insertRun(wish, firstStep))), deadline };
}

type Stored = Omit<Run, "deadline">;

async function takeOver({ livemode, days, graceMs }: Wish): Promise<Stored | null> {
  const [run] = await sql()<Stored[]>`
    update reconciliation_runs set lease = ${newId()}, leased_until = ${leaseEnd()}, updated_at = ${now()}
    where id = (
      select id from reconciliation_runs
      where state = 'running' and livemode = ${livemode} and days is not distinct from ${days}::int
        and leased_until <= ${now()} and until = started_at - ${graceMs} * interval '1 millisecond'
      order by started_at desc limit 1 for update skip locked)
    returning id, livemode, days, since, until, step, cursor, stripe_totals as totals, listed_count as listed,
      lease, started_at as "startedAt"`;
  return run ?? null;
}

async function insertRun({ livemode, days, graceMs }: Wish, step: string): Promise<Stored> {
  const startedAt = now();
  const run: Stored = {
    ...{ id: newId(), livemode, days, step, cursor: null, totals: {}, listed: 0, lease: newId(), startedAt },
    since: days === null ? null : new Date(startedAt.getTime() - days * DAY_MS),
    until: new Date(startedAt.getTime() - graceMs),
  };
  await sql()`
    insert into reconciliation_runs (id, livemode, days, since, until, step, stripe_totals, lease, leased_until,
      started_at, updated_at)
    values (${run.id}, ${livemode}, ${days}, ${run.since}, ${run.until}, ${step}, '{}', ${run.lease},
      ${leaseEnd()}, ${startedAt}, ${startedAt})`;
  return run;
}

/** Also what was begun by a clock that was ahead: its window lies in the future, and so does its lease. */
async function abandonOld(): Promise<void> {
  await sql()`
    with old as (
      update reconciliation_runs set state = 'abandoned', updated_at = ${now()}
      where state = 'running' and (started_at > ${clocksAgreeUntil()}
        or leased_until <= ${now()} and started_at <= ${new Date(nowMs() - GOES_ON_MS)})
      returning id)
    delete from reconciliation_seen where run_id in (select id from old)`;
}

export function leaseEnd(): Date {
  return new Date(nowMs() + LEASE_MS);
}
