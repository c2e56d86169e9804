import { nowMs } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { drainInbox } from "./drain-inbox";

const PAUSE_MS = 15_000;
/** Few, for whoever runs this is a process that its host may stop when it has answered. */
const EVENTS_MAX = 20;

let nextAt = 0;

/**
 * The work to do after a delivery was answered, where no server lives long enough to drain by itself: running the
 * events whose time has come, instead of leaving them to a schedule that may come once a day. Null when there is
 * none, or this process looked a moment ago.
 */
export function drainAfterResponse(): (() => Promise<void>) | null {
  if (!env().hosted || nowMs() < nextAt) return null;
  nextAt = nowMs() + PAUSE_MS;
  return async () => {
    try {
      await drainInbox({ limit: EVENTS_MAX });
    } catch (error) {
      log.warn({ err: error }, "the inbox could not be drained after a delivery; the schedule will");
    }
  };
}
