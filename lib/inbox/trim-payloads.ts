import { sql } from "@/db/client";
import { nowMs } from "@/lib/platform/clock";
import { keepDoing } from "@/lib/platform/keep-doing";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Three times as long as Stripe itself keeps an event, and within the time in which most disputes are opened. */
export const PAYLOADS_KEPT_MS = 90 * DAY_MS;

/** So many rows in one statement lock nothing for long. */
const ROWS_PER_STATEMENT = 1_000;

/**
 * Removes what events said, oldest first, at most `limit`, once it is 90 days old and they ended well. What stays is
 * the row: its id, type, object, outcome and times, so a repeated delivery is known for ever. Events that are parked
 * or unfinished keep their payload for as long as somebody may run them. Any number of runs may go on at once.
 */
export async function trimPayloads({ limit }: { limit: number }): Promise<{ trimmed: number }> {
  const before = new Date(nowMs() - PAYLOADS_KEPT_MS);
  let trimmed = 0;
  while (trimmed < limit) {
    const most = Math.min(limit - trimmed, ROWS_PER_STATEMENT);
    const { count } = await sql()`
      update inbox_events set payload = null where id in (
        select id from inbox_events
        where received_at < ${before} and payload is not null and state in ('processed', 'ignored')
        order by received_at limit ${most} for update skip locked)`;
    trimmed += count;
    if (count < most) break;
  }
  return { trimmed };
}

const ROWS_PER_TURN = 10_000;

/** Trims for as long as this server runs. Answers how to stop. */
export function keepTrimmingPayloads({ everyMs }: { everyMs: number }): () => void {
  return keepDoing(() => trimPayloads({ limit: ROWS_PER_TURN }), {
    everyMs,
    failure: "old payloads of events could not be removed; the next turn tries again",
  });
}
