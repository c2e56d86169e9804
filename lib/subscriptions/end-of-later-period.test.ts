import { expect, it } from "vitest";
import { endOfLaterPeriod } from "./end-of-later-period";

const day = (date: string) => new Date(`${date}T12:00:00Z`);
const later = (start: string, end: string, every: number, months: number) =>
  endOfLaterPeriod({ start: day(start), end: day(end) }, every, months)
    .toISOString()
    .slice(0, 10);

it.each([
  ["2027-01-15", "2027-02-15", 1, "2027-03-15"],
  ["2027-01-31", "2027-02-28", 1, "2027-03-31"],
  ["2027-01-31", "2027-02-28", 2, "2027-04-30"],
  ["2027-02-28", "2027-03-31", 1, "2027-04-30"],
  ["2026-12-31", "2027-01-31", 1, "2027-02-28"],
  ["2027-01-30", "2027-02-28", 1, "2027-03-30"],
])("the period after %s to %s, %i month on, ends on %s", (start, end, months, expected) => {
  expect(later(start, end, 1, months)).toBe(expected);
});

it("a year of 29 February ends on that day when there is one", () => {
  expect(later("2028-02-29", "2029-02-28", 12, 12)).toBe("2030-02-28");
  expect(later("2027-02-28", "2028-02-29", 12, 12)).toBe("2029-02-28");
});

it("after a part of a period the day of its end counts", () => {
  expect(later("2027-01-20", "2027-01-31", 1, 1)).toBe("2027-02-28");
});
