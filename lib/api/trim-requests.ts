import { sql } from "@/db/client";
import { nowMs } from "@/lib/platform/clock";
import { keepDoing } from "@/lib/platform/keep-doing";

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long the answer to an `Idempotency-Key` is kept at least, as the page for developers promises. */
export const ANSWERS_KEPT_MS = 30 * DAY_MS;

/** So many rows in one statement lock nothing for long. */
const ROWS_PER_STATEMENT = 1_000;

/**
 * Removes answers that are older than promised, oldest first, at most `limit`. Nothing can be done twice for it: the
 * ledger keeps its own operation keys. Any number of runs may go on at once.
 */
export async function trimRequests({ limit }: { limit: number }): Promise<{ trimmed: number }> {
  const before = new Date(nowMs() - ANSWERS_KEPT_MS);
  let trimmed = 0;
  while (trimmed < limit) {
    const most = Math.min(limit - trimmed, ROWS_PER_STATEMENT);
    const { count } = await sql()`
      delete from api_requests where (wallet_id, key) in (
        select wallet_id, key from api_requests where created_at < ${before}
        order by created_at limit ${most} for update skip locked)`;
    trimmed += count;
    if (count < most) break;
  }
  return { trimmed };
}

const ROWS_PER_TURN = 10_000;

/** Trims for as long as this server runs. Answers how to stop. */
export function keepTrimming({ everyMs }: { everyMs: number }): () => void {
  return keepDoing(() => trimRequests({ limit: ROWS_PER_TURN }), {
    everyMs,
    failure: "old answers of the API could not be removed; the next turn tries again",
  });
}
