import { type Sql, sql, type Tx } from "@/db/client";
import { nowMs } from "@/lib/platform/clock";
import { latestAttemptAt } from "./retry-times";
import { runEvent } from "./run-event";
import { toStripeEvent } from "./stripe-event";

/** Longer than one event takes; a drain that died leaves its event to the next one after this. */
const LEASE_MS = 120_000;

type DueEvent = { id: string; payload: unknown };

/** How many events ended, for good or for an operator, how many failed again, and how many still wait. */
export type Drained = { ran: number; failed: number; waiting: number };

/**
 * Runs the failed and waiting events whose time has come, longest due first, at most `limit`. Any number of drains,
 * deliveries and replays may run at once: each takes another event.
 */
export async function drainInbox({ limit }: { limit: number }): Promise<Drained> {
  const result = { ran: 0, failed: 0, waiting: 0 };
  for (let taken = 0; taken < limit; taken++) {
    const due = await leaseDueEvent(sql());
    if (!due) break;
    const event = toStripeEvent(due.payload);
    // One event that nobody can read must not stand in the way of all others.
    const state = event ? (await runEvent(event, null)).state : await parkUnreadable(due.id);
    if (state === "failed" || state === "waiting") result[state] += 1;
    else result.ran += 1;
  }
  return result;
}

/**
 * Takes the next due event by moving its time ahead, so that the lock need not last while it runs. Asked for at both ends
 * of the index one after the other: one condition for both would read through all that wait to find that none is due.
 */
export async function leaseDueEvent(query: Sql | Tx): Promise<DueEvent | null> {
  const at = nowMs();
  const [due] = await query<DueEvent[]>`
    update inbox_events set next_attempt_at = ${new Date(at + LEASE_MS)}
    where id = coalesce(
      (select id from inbox_events where next_attempt_at <= ${new Date(at)}
       order by next_attempt_at limit 1 for update skip locked),
      (select id from inbox_events where next_attempt_at > ${latestAttemptAt()}
       order by next_attempt_at desc limit 1 for update skip locked))
    returning id, payload`;
  return due ?? null;
}

async function parkUnreadable(id: string): Promise<"parked"> {
  await sql()`
    update inbox_events set state = 'parked', outcome = 'its payload cannot be read', next_attempt_at = null
    where id = ${id} and state in ('failed', 'waiting')`;
  return "parked";
}
