import { expect, test } from "vitest";
import { crons } from "@/vercel.json";
import { periodOf } from "./period-of";

const HOUR_MS = 3_600_000;

test.each([
  ["0 5 * * *", 24],
  ["30 4,16 * * *", 24],
  ["0 * * * *", 1],
  ["*/5 * * * *", 1],
  ["0 */6 * * *", 6],
  ["0 5 * * 1", 7 * 24],
  ["0 5 1 * *", 31 * 24],
  ["0 5 1 1 *", 12 * 31 * 24],
])("the schedule %s comes at least every %d hours", (schedule, hours) => {
  expect(periodOf(schedule)).toBe(hours * HOUR_MS);
});

test("our own schedules come at least once a day", () => {
  for (const { schedule } of crons) expect(periodOf(schedule)).toBeLessThanOrEqual(24 * HOUR_MS);
});
