import { keepDoing } from "@/lib/platform/keep-doing";
import { drainInbox } from "./drain-inbox";

const EVENTS_PER_DRAIN_MAX = 100;

/**
 * Runs failed events when their time comes, for as long as this server runs: Stripe stops sending again after some
 * days, and in a sandbox after three tries, but an event that is stored must always have somebody who will run it.
 * Answers how to stop. Hosts without long-running servers call the cron route instead; both at once do no harm.
 */
export function keepDraining({ everyMs }: { everyMs: number }): () => void {
  return keepDoing(() => drainInbox({ limit: EVENTS_PER_DRAIN_MAX }), {
    everyMs,
    failure: "the inbox could not be drained; the next turn tries again",
  });
}
