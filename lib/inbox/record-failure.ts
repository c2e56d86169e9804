import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import type { EventResult } from "./outcome";
import { type Claim, findEnded, insertOfEvent } from "./record-event-state";
import { ATTEMPTS_MAX, nextAttemptAt } from "./retry-times";
import type { StripeEvent } from "./stripe-event";

/**
 * Records a failed try in a transaction of its own, for the one that failed is rolled back and would take the
 * record with it. After the last try the event is parked. An event that somebody else has run meanwhile stays so.
 */
export async function recordFailure(
  event: StripeEvent,
  body: string | null,
  error: unknown,
  replay: boolean,
): Promise<EventResult> {
  const message = (error instanceof Error ? error.message : String(error)).slice(0, 2_000);
  const sentence = "failed, will be tried again";
  const failure = { state: "failed", sentence, lastError: message, nextAttemptAt: nextAttemptAt(1) } as const;
  return inTransaction(async (tx) => {
    const [claim] = await tx<Claim[]>`
      ${insertOfEvent(tx, event, body, failure)}
      on conflict (id) do update set attempts = inbox_events.attempts + 1, last_error = excluded.last_error
      where inbox_events.state in ('failed', 'waiting')
         or (${replay}::boolean and inbox_events.state <> 'processed')
      returning attempts, waits`;
    if (claim) return scheduleOrPark(tx, event.id, claim);
    const done = await findEnded(tx, event.id);
    if (!done) throw new Error(`inbox_row_missing: ${event.id} failed and was neither written nor found`);
    return done;
  });
}

async function scheduleOrPark(tx: Tx, id: string, { attempts, waits }: Claim): Promise<EventResult> {
  const failures = attempts - waits;
  const parked = failures >= ATTEMPTS_MAX;
  const state = parked ? "parked" : "failed";
  const sentence = parked ? `given up after ${failures} tries` : "failed, will be tried again";
  await tx`
    update inbox_events set state = ${state}, outcome = ${sentence}, processed_at = null,
      next_attempt_at = ${parked ? null : nextAttemptAt(failures)}
    where id = ${id}`;
  return { state, sentence, attempt: attempts, again: false };
}
