import { nowMs } from "@/lib/platform/clock";

/** With the delays below about three days: a mail that old about a payment is no longer of use. */
export const ATTEMPTS_MAX = 20;
const FIRST_DELAY_MS = 30_000;
const DELAY_MS_MAX = 6 * 3_600_000;

/** When a mail that failed so many times is tried again: each delay doubles, with jitter against stampedes. */
export function nextAttemptAt(attempts: number, random: () => number = Math.random): Date {
  const delay = Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), DELAY_MS_MAX);
  return new Date(nowMs() + delay * (0.75 + random() / 2));
}
