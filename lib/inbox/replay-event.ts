import { sql } from "@/db/client";
import { type Result, refuse } from "@/lib/platform/result";
import type { EventResult } from "./outcome";
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
