import { afterAll, expect, it } from "vitest";
import { nowMs, useClock } from "@/lib/platform/clock";
import { ATTEMPTS_MAX, nextAttemptAt } from "./retry-times";

const HOUR_MS = 3_600_000;
// A delay is read off two looks at the clock, between which a real one may tick.
afterAll(useClock(() => Date.UTC(2030, 0, 1)));

it("the tries of one event span between six hours and two days, each later than the last", () => {
  const delays = (random: number) =>
    Array.from({ length: ATTEMPTS_MAX - 1 }, (_, index) => {
      return nextAttemptAt(index + 1, () => random).getTime() - nowMs();
    });
  const sum = (all: number[]) => all.reduce((total, delay) => total + delay, 0);
  expect(delays(0.5)).toEqual([...delays(0.5)].sort((left, right) => left - right));
  expect(sum(delays(0))).toBeGreaterThan(6 * HOUR_MS);
  expect(sum(delays(1))).toBeLessThan(48 * HOUR_MS);
});
