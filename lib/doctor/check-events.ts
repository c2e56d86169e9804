import { sql } from "@/db/client";
import { ENABLED_EVENTS } from "@/lib/inbox/handlers/registry";
import { nowMs } from "@/lib/platform/clock";
import type { Env } from "@/lib/platform/env";
import { listUndelivered } from "@/lib/stripe/events";
import { type Finding, found } from "./finding";
import { inWords } from "./in-words";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Stripe tries for three days; what is younger than a quarter of an hour may be on its way. */
const LOOK_BACK_MS = 3 * DAY_MS;
const ON_ITS_WAY_MS = 15 * MINUTE_MS;
/** A delivery takes seconds. What stands in the inbox later than this came by a sweep, or by a later try. */
const IN_TIME_MS = MINUTE_MS;
/** Of so many newest events half must have come in time; fewer than three tell nothing. */
const EVENTS_JUDGED = 20;
const EVENTS_JUDGED_MIN = 3;

type Heard = { count: number; lastAt: Date | null; lateMs: number | null };

/** Whether Stripe's events are heard: what was not taken at all, and what only the sweep brought. */
export async function checkEvents({ stripe }: Pick<Env, "stripe">): Promise<Finding[]> {
  const [missed, heard] = await Promise.all([findMissed(), readHeard(stripe.livemode)]);
  const wrong = [...missed, ...judge(heard)];
  if (wrong.length > 0) return wrong;
  if (!heard.lastAt) return [found("events_none_yet")];
  return [found("events_in_order", { lastAt: inWords(heard.lastAt) })];
}

/** What some endpoint of the account did not take, unless it reached us in time: then the other one is not ours. */
async function findMissed(): Promise<Finding[]> {
  const [from, until] = [new Date(nowMs() - LOOK_BACK_MS), new Date(nowMs() - ON_ITS_WAY_MS)];
  const undelivered = await listUndelivered(ENABLED_EVENTS, { from, until });
  if (!undelivered.ok) return [found("events_not_listed")];
  const ids = undelivered.value.map(({ id }) => id);
  const inTime = await sql()<{ id: string }[]>`
    select id from inbox_events
    where id = any(${ids}) and received_at < stripe_created_at + ${IN_TIME_MS} * interval '1 millisecond'`;
  const taken = new Set(inTime.map(({ id }) => id));
  const missed = undelivered.value.filter(({ id }) => !taken.has(id));
  const [first] = missed;
  return first
    ? [found("events_not_delivered", { count: missed.length, type: first.type, id: first.id })]
    : [];
}

/**
 * The newest events of the mode, and how long after it was told the middle one of them came. Of types that we handle:
 * what else comes tells nothing of what is lost. And only such as ended well, which is what the index of payloads holds
 * in order of time, however long the inbox is.
 */
async function readHeard(livemode: boolean): Promise<Heard> {
  const [row] = await sql()<Heard[]>`
    select count(*)::int as count, max(received_at) as "lastAt",
      (percentile_cont(0.5) within group (order by extract(epoch from received_at - stripe_created_at)) * 1000)
        ::float8 as "lateMs"
    from (
      select received_at, stripe_created_at from inbox_events
      where livemode = ${livemode} and type = any(${[...ENABLED_EVENTS]})
        and payload is not null and state in ('processed', 'ignored')
      order by received_at desc limit ${EVENTS_JUDGED}
    ) newest`;
  return row ?? { count: 0, lastAt: null, lateMs: null };
}

function judge({ count, lateMs }: Heard): Finding[] {
  if (count < EVENTS_JUDGED_MIN || lateMs === null || lateMs <= IN_TIME_MS) return [];
  return [found("events_come_late", { count, minutes: Math.round(lateMs / MINUTE_MS) })];
}
