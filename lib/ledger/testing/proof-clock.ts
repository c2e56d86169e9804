import { afterAll } from "vitest";
import { useClock } from "@/lib/platform/clock";

export const HOUR = 3_600_000;
const START = Date.UTC(2030, 0, 1);

let hours = 0;
let looks = 0;

/**
 * Hours move by hand. Within one, each look at the clock is a millisecond later than the last, so that "oldest" has
 * a meaning; what ends, ends at half past an hour, which no number of looks can reach.
 */
export function useProofClock(): void {
  afterAll(useClock(() => START + hours * HOUR + looks++));
}

/** A new story begins: its times are counted from here. */
export function startOver(): void {
  hours = 0;
  looks = 0;
}

export function letPass(more: number): void {
  hours += more;
}

/** The present for the model, which knows hours only: a quarter past, later than any look and before any end. */
export function present(): number {
  return START + hours * HOUR + HOUR / 4;
}

/** Half past the hour that is so many after the start. */
export function halfPast(hour: number): number {
  return START + (hour + 0.5) * HOUR;
}
