import { sql } from "@/db/client";
import { inTransaction, isUnreachable } from "@/db/transaction";
import { log } from "@/lib/platform/log";
import type { AnyHandler } from "./any-handler";
import { findHandler } from "./handlers/registry";
import { logEvent } from "./log-event";
import type { EventResult, Outcome } from "./outcome";
import { claimEvent, findEnded, finishEvent, insertOfEvent } from "./record-event-state";
import { recordFailure } from "./record-failure";
import type { StripeEvent } from "./stripe-event";

/**
 * Runs an event: what its handler needs from Stripe is fetched first, then one transaction claims the event,
 * applies it and records the outcome. An event that has run before is not run again and answers what it answered
 * then. A failure is rolled back and recorded by itself: the event will run again, or is parked after the last
 * try. Throws only when not even that could be written; a database that cannot be reached is asked once and not for each
 * step. Each call is one line in the log.
 */
export async function runEvent(
  event: StripeEvent,
  body: string | null,
  replay = false,
): Promise<EventResult> {
  const start = performance.now();
  let failure: unknown = null;
  const result = await runOnce(event, body, replay).catch((error: unknown) => {
    if (isUnreachable(error)) throw error;
    failure = error;
    return recordFailure(event, body, error, replay);
  });
  logEvent(event, result, performance.now() - start, failure);
  return result;
}

async function runOnce(event: StripeEvent, body: string | null, replay: boolean): Promise<EventResult> {
  const handler = findHandler(event.type);
  const settled = body !== null && !replay ? await tryAtOnce(handler, event, body) : null;
  if (settled) return { ...settled, attempt: 1, again: false };
  const { done, fetched } = await fetchFor(handler, event, replay);
  return done ?? applyEvent(event, body, handler, fetched, replay);
}

/**
 * The plain case in one statement, for it is nearly every case. Whatever stands against it, be it the event's own
 * row from before or a lost connection, the ordinary way finds out and says.
 */
async function tryAtOnce(
  handler: AnyHandler | null,
  event: StripeEvent,
  body: string,
): Promise<Outcome | null> {
  if (!handler?.atOnce) return null;
  try {
    return await handler.atOnce(event, (query, sentence, cause) =>
      insertOfEvent(query, event, body, { state: "processed", sentence }, cause),
    );
  } catch (error) {
    if (isUnreachable(error)) throw error;
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
  const done = replay ? null : await findEnded(sql(), event.id);
  return { done, fetched: done ? undefined : await handler.fetch(event) };
}

async function applyEvent(
  event: StripeEvent,
  body: string | null,
  handler: AnyHandler | null,
  fetched: unknown,
  replay: boolean,
): Promise<EventResult> {
  return inTransaction(async (tx) => {
    const claimed = await claimEvent(tx, event, body, replay);
    if ("done" in claimed) return claimed.done;
    const outcome = handler
      ? await handler.apply(tx, event, fetched)
      : ({ state: "ignored", sentence: `no handler for ${event.type}` } as const);
    return finishEvent(tx, event.id, claimed.claim, outcome);
  });
}
