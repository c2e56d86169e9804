import { expect, test } from "vitest";
import { missedSentence } from "./missed-events";

const QUIET = { emulated: false, reached: true, trouble: null, done: 0, open: 0, parked: 0, gapFrom: null };

test("what came while the server was off is counted, and what is not done yet is told apart", () => {
  expect(missedSentence({ ...QUIET, done: 1 })).toBe(
    "While this was off, Stripe told of 1 event: fetched, and all have run.",
  );
  expect(missedSentence({ ...QUIET, done: 5, open: 2, parked: 1 })).toBe(
    "While this was off, Stripe told of 8 events: 5 have run, 2 will be tried again, 1 need a look at /admin.",
  );
});

test("silence is said of Stripe, and nothing is said of a silent emulator", () => {
  expect(missedSentence(QUIET)).toBe("Nothing came from Stripe while this was off.");
  expect(missedSentence({ ...QUIET, emulated: true })).toBeNull();
});

test("a sweep that did not get through says why, and how to ask again", () => {
  const words = missedSentence({ ...QUIET, reached: false, trouble: "unavailable: connection refused" });
  expect(words).toContain("connection refused");
  expect(words).toContain("npm run -s inbox:sweep");
});

test("a time that Stripe does not list any more is never silent", () => {
  const words = missedSentence({ ...QUIET, emulated: true, gapFrom: new Date("2026-08-01T10:00:00Z") });
  expect(words).toContain("2026-08-01");
  expect(words).toContain("npm run -s reconcile -- --all");
});
