import { sql } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { type Result, refuse } from "@/lib/platform/result";
import type { EventResult, EventState } from "./outcome";
import { runEvent } from "./run-event";
import { toStripeEvent } from "./stripe-event";

/** Why an event cannot be run again, in the order in which the rules are checked. */
export type ReplayRefusal = "event_not_found" | "event_already_processed" | "payload_trimmed";

/**
 * Runs an event again at an operator's wish, also one that was ignored or parked. It cannot grant twice: whatever
 * it asks for has a key of its own.
 */
export async function replayEvent(id: string): Promise<Result<{ result: EventResult }, ReplayRefusal>> {
  const [row] = await sql()<{ state: string; payload: unknown }[]>`
    select state, payload from inbox_events where id = ${id}`;
  if (!row) return refuse("event_not_found");
  if (row.state === "processed") return refuse("event_already_processed");
  const event = toStripeEvent(row.payload);
  if (!event) return refuse("payload_trimmed");
  return { ok: true, result: await runEvent(event, null, true) };
}

/** Events that may be run again. What is left out does not narrow; `reason` is a part of the outcome's sentence. */
export type ReplayFilter = {
  state: Exclude<EventState, "processed">;
  type?: string;
  objectId?: string;
  receivedSince?: Date;
  reason?: string;
};

/** An event that a filter means, as it stands. */
export type Replayable = {
  id: string;
  type: string;
  objectId: string | null;
  outcome: string;
  receivedAt: Date;
};

const ROWS_PER_PAGE = 200;

/**
 * The events that a filter means, oldest first and a page at a time, so that any number may be gone through while they
 * are run again. Each is met once, also when it ends as it was, and none that came after the beginning.
 */
export async function* findReplayable(filter: ReplayFilter): AsyncGenerator<Replayable> {
  const end = now();
  let last: { receivedAt: Date; id: string } = { receivedAt: filter.receivedSince ?? new Date(0), id: "" };
  for (;;) {
    const page = await findPage(filter, last, end);
    yield* page;
    const next = page.at(-1);
    if (!next || page.length < ROWS_PER_PAGE) return;
    last = next;
  }
}

function findPage(filter: ReplayFilter, last: { receivedAt: Date; id: string }, end: Date) {
  const { state, type, objectId, reason } = filter;
  const query = sql();
  return query<Replayable[]>`
    select id, type, object_id as "objectId", outcome, received_at as "receivedAt" from inbox_events
    where state = ${state} and received_at <= ${end}
      -- A date of ours has milliseconds, the column more: both sides are cut, or a row would be met again.
      and (date_trunc('milliseconds', received_at), id) > (${last.receivedAt}, ${last.id})
      ${type ? query`and type = ${type}` : query``}
      ${objectId ? query`and object_id = ${objectId}` : query``}
      ${reason ? query`and strpos(outcome, ${reason}) > 0` : query``}
    order by date_trunc('milliseconds', received_at), id limit ${ROWS_PER_PAGE}`;
}
