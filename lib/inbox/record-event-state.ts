import type { Sql, Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import type { EventResult, EventState, Outcome } from "./outcome";
import { nextAttemptAt, WAITS_MAX } from "./retry-times";
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

/** How often an event has been tried, this time included, and how often of that it only waited. */
export type Claim = { attempts: number; waits: number };

/**
 * Makes this transaction the one that runs the event: writes its row, or takes over a row that failed or waited before
 * (when replayed, also one that was parked). Otherwise answers what it ended with. A transaction that runs the same
 * event at this moment is waited for.
 */
export async function claimEvent(
  tx: Tx,
  event: StripeEvent,
  body: string | null,
  replay: boolean,
): Promise<{ claim: Claim } | { done: EventResult }> {
  const [claim] = await tx<Claim[]>`
    ${insertOfEvent(tx, event, body, { state: "processed", sentence: "" })}
    on conflict (id) do update set state = 'processed', attempts = inbox_events.attempts + 1,
      next_attempt_at = null, processed_at = excluded.processed_at
    where inbox_events.state in ('failed', 'waiting')
       or (${replay}::boolean and inbox_events.state <> 'processed')
    returning attempts, waits`;
  if (claim) return { claim };
  const done = await findEnded(tx, event.id);
  if (!done) throw new Error(`inbox_row_missing: ${event.id} was neither written nor found`);
  return { done };
}

/** What an event ended with, if it needs no further try. */
export async function findEnded(query: Sql | Tx, id: string): Promise<EventResult | null> {
  const [done] = await query<EventResult[]>`
    select state, outcome as sentence, attempts as attempt, true as again from inbox_events
    where id = ${id} and state not in ('failed', 'waiting')`;
  return done ?? null;
}

/** Records how an event ended, in the transaction of its effects. One that has waited too often is parked. */
export async function finishEvent(
  tx: Tx,
  id: string,
  { attempts, waits }: Claim,
  outcome: Outcome,
): Promise<EventResult> {
  const done = { attempt: attempts, again: false };
  if (outcome.state !== "waiting") {
    const { state, sentence } = outcome;
    await tx`update inbox_events set state = ${state}, outcome = ${sentence} where id = ${id}`;
    return { state, sentence, ...done };
  }
  const waited = waits + 1;
  const isOver = waited >= WAITS_MAX;
  const state = isOver ? "parked" : "waiting";
  const sentence = isOver ? `${outcome.sentence}; given up after ${waited} looks` : outcome.sentence;
  await tx`
    update inbox_events set state = ${state}, outcome = ${sentence}, waits = ${waited},
      next_attempt_at = ${isOver ? null : nextAttemptAt(waited)}, processed_at = null
    where id = ${id}`;
  return { state, sentence, ...done };
}
