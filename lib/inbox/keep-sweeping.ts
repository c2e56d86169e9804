import { keepDoing } from "@/lib/platform/keep-doing";
import { log } from "@/lib/platform/log";
import { sweepEvents } from "./sweep-events";

/**
 * Sweeps Stripe's events at once, so that what was told while the server was off is made good before anybody asks,
 * and again and again for as long as this server runs. Answers how to stop. Hosts without long-running servers call
 * the cron route instead; both at once do no harm.
 */
export function keepSweeping({ everyMs }: { everyMs: number }): () => void {
  const failure = "Stripe's events could not be swept; the next turn tries again";
  void sweepEvents().catch((error) => log.warn({ err: error }, failure));
  return keepDoing(sweepEvents, { everyMs, failure });
}
