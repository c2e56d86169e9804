import { nowMs } from "@/lib/platform/clock";

/** With the delays below about a day: longer than an outage, short enough that a person hears of it. */
export const ATTEMPTS_MAX = 16;
/** As often and as long an event waits for something of ours that is not here; counted apart from failures. */
export const WAITS_MAX = 16;
const FIRST_DELAY_MS = 15_000;
const DELAY_MS_MAX = 4 * 3_600_000;

/**
 * Later than any delay from now: what is to run only then was put off by a clock that was ahead, and is due.
 */
export function latestAttemptAt(): Date {
  return new Date(nowMs() + 2 * DELAY_MS_MAX);
}

/**
 * When an event that has failed, or waited, so many times runs again: each delay doubles, with jitter against
 * stampedes.
 */
export function nextAttemptAt(attempts: number, random: () => number = Math.random): Date {
  const delay = Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), DELAY_MS_MAX);
  return new Date(nowMs() + delay * (0.75 + random() / 2));
}
