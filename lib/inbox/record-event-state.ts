import type { Sql, Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { now } from "@/lib/platform/clock";
import type { EventResult, EventState, Outcome } from "./outcome";
import { ATTEMPTS_MAX, nextAttemptAt } from "./retry-times";
import type { StripeEvent } from "./stripe-event";

/** PostgreSQL's jsonb cannot hold the character zero, which JSON can name; nothing of Stripe's means it. */
function storable(body: string): string {
  return body.includes("\\u0000") ? body.replaceAll("\\u0000", "\\ufffd") : body;
}

type Ending = { state: EventState; sentence: string; lastError?: string; nextAttemptAt?: Date };

/**
 * The insert of an event, as a piece of SQL. `cause` names a CTE of a larger statement; without a row there,
 * nothing is written. The body goes in as the text it came as: parsing it is the database's work, writing it anew
 * is nobody's.
 */
export function insertOfEvent(
  query: Sql | Tx,
  event: StripeEvent,
  body: string | null,
  { state, sentence, lastError, nextAttemptAt: next }: Ending,
  cause: string | null = null,
) {
  return query`
    insert into inbox_events (id, type, api_version, livemode, object_id, payload, stripe_created_at, received_at,
                              state, outcome, last_error, next_attempt_at, processed_at)
    select ${event.id}, ${event.type}, ${event.apiVersion}, ${event.livemode}::boolean, ${event.objectId},
           ${body === null ? null : storable(body)}::text::jsonb, ${event.createdAt}::timestamptz,
           ${now()}::timestamptz, ${state}, ${sentence}, ${lastError ?? null}, ${next ?? null}::timestamptz,
           ${state === "failed" ? null : now()}::timestamptz
    ${cause ? query`from ${query(cause)}` : query``}`;
}

/**
 * Makes this transaction the one that runs the event: writes its row, or takes over a row that failed before
 * (when replayed, also one that was parked). Null: run it now. Otherwise what it ended with. A transaction that
 * runs the same event at this moment is waited for.
 */
export async function claimEvent(
  tx: Tx,
  event: StripeEvent,
  body: string | null,
  replay: boolean,
): Promise<EventResult | null> {
  const [claimed] = await tx`
    ${insertOfEvent(tx, event, body, { state: "processed", sentence: "" })}
    on conflict (id) do update set state = 'processed', attempts = inbox_events.attempts + 1,
      next_attempt_at = null, processed_at = excluded.processed_at
    where inbox_events.state = 'failed' or (${replay}::boolean and inbox_events.state <> 'processed')
    returning id`;
  if (claimed) return null;
  const [done] = await tx<EventResult[]>`
    select state, outcome as sentence from inbox_events where id = ${event.id}`;
  if (!done) throw new Error(`inbox_row_missing: ${event.id} was neither written nor found`);
  return done;
}

/** Records how an event ended, in the transaction of its effects. */
export async function finishEvent(tx: Tx, id: string, { state, sentence }: Outcome): Promise<void> {
  await tx`update inbox_events set state = ${state}, outcome = ${sentence} where id = ${id}`;
}

/**
 * Records a failed try in a transaction of its own, for the one that failed is rolled back and would take the
 * record with it. After the last try the event is parked. An event that somebody else has run meanwhile stays so.
 */
export async function recordFailure(
  event: StripeEvent,
  body: string | null,
  error: unknown,
): Promise<EventResult> {
  const message = (error instanceof Error ? error.message : String(error)).slice(0, 2_000);
  const sentence = "failed, will be tried again";
  const failure = { state: "failed", sentence, lastError: message, nextAttemptAt: nextAttemptAt(1) } as const;
  return inTransaction(async (tx) => {
    const [row] = await tx<(EventResult & { attempts: number })[]>`
      ${insertOfEvent(tx, event, body, failure)}
      on conflict (id) do update set attempts = inbox_events.attempts + 1, last_error = excluded.last_error
      where inbox_events.state = 'failed'
      returning state, outcome as sentence, attempts`;
    if (row) return scheduleOrPark(tx, event.id, row.attempts);
    const [done] = await tx<EventResult[]>`
      select state, outcome as sentence from inbox_events where id = ${event.id}`;
    return done ?? { state: "failed", sentence };
  });
}

async function scheduleOrPark(tx: Tx, id: string, attempts: number): Promise<EventResult> {
  const parked = attempts >= ATTEMPTS_MAX;
  const state = parked ? "parked" : "failed";
  const sentence = parked ? `given up after ${attempts} tries` : "failed, will be tried again";
  await tx`
    update inbox_events set state = ${state}, outcome = ${sentence},
      next_attempt_at = ${parked ? null : nextAttemptAt(attempts)}
    where id = ${id}`;
  return { state, sentence };
}
