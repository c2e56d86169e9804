import { expect, it } from "vitest";
import { daysUntilSoon } from "./expiring-soon";

const AT = Date.UTC(2030, 0, 1);
const inHours = (hours: number) => new Date(AT + hours * 3_600_000).toISOString();

it("says in how many days, at most thirty, and a part of a day counts as one", () => {
  expect([1, 24, 25, 30 * 24].map((hours) => daysUntilSoon(inHours(hours), AT))).toEqual([1, 1, 2, 30]);
});

it("says nothing of what is later, past, or without an end", () => {
  expect(
    [inHours(30 * 24 + 1), inHours(0), inHours(-1), null].map((date) => daysUntilSoon(date, AT)),
  ).toEqual([null, null, null, null]);
});
