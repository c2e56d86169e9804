import { keepDoing } from "@/lib/platform/keep-doing";
import { sendNotices } from "./send-notices";

const NOTICES_PER_TURN_MAX = 100;

/**
 * Sends mails when their time comes, for as long as this server runs; answers how to stop. Hosts without long-running
 * servers send after answers and by the cron route instead; all at once do no harm.
 */
export function keepSending({ everyMs }: { everyMs: number }): () => void {
  return keepDoing(() => sendNotices({ limit: NOTICES_PER_TURN_MAX }), {
    everyMs,
    failure: "mails could not be sent; the next turn tries again",
  });
}
