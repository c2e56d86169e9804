import { sql } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { log } from "@/lib/platform/log";
import type { AnyHandler } from "./any-handler";
import { findHandler } from "./handlers/registry";
import type { EventResult } from "./outcome";
import { claimEvent, finishEvent, insertOfEvent, recordFailure } from "./record-event-state";
import type { StripeEvent } from "./stripe-event";

/**
 * Runs an event: what its handler needs from Stripe is fetched first, then one transaction claims the event,
 * applies it and records the outcome. An event that has run before is not run again and answers what it answered
 * then. A failure is rolled back and recorded by itself: the event will run again, or is parked after the last
 * try. Throws only when not even that could be written.
 */
export async function runEvent(
  event: StripeEvent,
  body: string | null,
  replay = false,
): Promise<EventResult> {
  const handler = findHandler(event.type);
  const done = body !== null && !replay ? await tryAtOnce(handler, event, body) : null;
  if (done) return done;
  try {
    const { done, fetched } = await fetchFor(handler, event, replay);
    return done ?? (await applyEvent(event, body, handler, fetched, replay));
  } catch (error) {
    log.warn({ event: event.id, type: event.type, err: error }, "event failed");
    return recordFailure(event, body, error);
  }
}

/**
 * The plain case in one statement, for it is nearly every case. Whatever stands against it, be it the event's own
 * row from before or a lost connection, the ordinary way finds out and says.
 */
async function tryAtOnce(
  handler: AnyHandler | null,
  event: StripeEvent,
  body: string,
): Promise<EventResult | null> {
  if (!handler?.atOnce) return null;
  try {
    return await handler.atOnce(event, (query, sentence, cause) =>
      insertOfEvent(query, event, body, { state: "processed", sentence }, cause),
    );
  } catch (error) {
    log.debug({ event: event.id, err: error }, "event not settled at once");
    return null;
  }
}

/** A repeated delivery should not cost a call to Stripe, so an event that would fetch is looked up first. */
async function fetchFor(
  handler: AnyHandler | null,
  event: StripeEvent,
  replay: boolean,
): Promise<{ done: EventResult | null; fetched: unknown }> {
  if (!handler?.fetch) return { done: null, fetched: undefined };
  const done = replay ? null : await findDone(event.id);
  return { done, fetched: done ? undefined : await handler.fetch(event) };
}

async function findDone(id: string): Promise<EventResult | null> {
  const [done] = await sql()<EventResult[]>`
    select state, outcome as sentence from inbox_events where id = ${id} and state <> 'failed'`;
  return done ?? null;
}

async function applyEvent(
  event: StripeEvent,
  body: string | null,
  handler: AnyHandler | null,
  fetched: unknown,
  replay: boolean,
): Promise<EventResult> {
  return inTransaction(async (tx) => {
    const before = await claimEvent(tx, event, body, replay);
    if (before) return before;
    const outcome = handler
      ? await handler.apply(tx, event, fetched)
      : ({ state: "ignored", sentence: `no handler for ${event.type}` } as const);
    await finishEvent(tx, event.id, outcome);
    return outcome;
  });
}
