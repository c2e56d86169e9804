import { log } from "@/lib/platform/log";
import type { EventResult } from "./outcome";
import type { StripeEvent } from "./stripe-event";

/**
 * One line for each time an event came by: which, what became of it, at the how manieth try, how long it took. Nothing
 * of what it says beyond its ids: payloads hold names, addresses and cards.
 */
export function logEvent(
  event: StripeEvent,
  { state, sentence, attempt, again }: EventResult,
  ms: number,
  error: unknown = null,
): void {
  const line = {
    ...{ event: event.id, type: event.type, object: event.objectId, outcome: state, why: sentence },
    ...{ attempt, ms: Math.round(ms), ...(again ? { again } : {}), ...(error ? { err: error } : {}) },
  };
  if (state === "failed" || (state === "parked" && !again)) log.warn(line, "stripe event");
  else log.info(line, "stripe event");
}
