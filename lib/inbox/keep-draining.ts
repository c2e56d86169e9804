import { log } from "@/lib/platform/log";
import { drainInbox } from "./drain-inbox";

const EVENTS_PER_DRAIN_MAX = 100;

/**
 * Runs failed events when their time comes, for as long as this server runs: Stripe stops sending again after some
 * days, and in a sandbox after three tries, but an event that is stored must always have somebody who will run it.
 * Answers how to stop. Hosts without long-running servers call the cron route instead; both at once do no harm.
 */
export function keepDraining({ everyMs }: { everyMs: number }): () => void {
  let running = false;
  const timer = setInterval(async () => {
    if (running) return;
    running = true;
    try {
      await drainInbox({ limit: EVENTS_PER_DRAIN_MAX });
    } catch (error) {
      log.warn({ err: error }, "the inbox could not be drained; the next turn tries again");
    } finally {
      running = false;
    }
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
