import { log } from "./log";

/**
 * Does a piece of work again and again for as long as this server runs, one at a time, and answers how to stop. A
 * failure is logged, with the sentence given for it, and the next turn tries again. Does not keep the process alive.
 */
export function keepDoing(
  work: () => Promise<unknown>,
  { everyMs, failure }: { everyMs: number; failure: string },
): () => void {
  let running = false;
  const timer = setInterval(async () => {
    if (running) return;
    running = true;
    try {
      await work();
    } catch (error) {
      log.warn({ err: error }, failure);
    } finally {
      running = false;
    }
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
