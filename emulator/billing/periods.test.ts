import type Stripe from "stripe";
import { expect, it } from "vitest";
import { addInterval, periodAround, restOf } from "./periods";

const at = (text: string) => Date.parse(`${text}Z`) / 1000;
const every = (interval: string, interval_count = 1) =>
  ({ interval, interval_count }) as unknown as Stripe.Price.Recurring;

it("a month from the 31st ends on the last day of short months and comes back to the 31st", () => {
  const start = at("2026-01-31T10:00");
  expect(addInterval(start, "month", 1)).toBe(at("2026-02-28T10:00"));
  expect(addInterval(start, "month", 2)).toBe(at("2026-03-31T10:00"));
  expect(addInterval(at("2028-02-29T00:00"), "year", 1)).toBe(at("2029-02-28T00:00"));
  expect(addInterval(start, "week", 1)).toBe(at("2026-02-07T10:00"));
});

it("the period around a moment starts at or before it, also before the anchor", () => {
  const anchor = at("2026-01-31T10:00");
  expect(periodAround(anchor, every("month"), at("2026-02-28T10:00"))).toEqual({
    start: at("2026-02-28T10:00"),
    end: at("2026-03-31T10:00"),
  });
  expect(periodAround(anchor, every("month"), at("2026-02-28T09:59"))).toEqual({
    start: anchor,
    end: at("2026-02-28T10:00"),
  });
  expect(periodAround(anchor, every("month"), at("2025-12-31T10:00")).start).toBe(at("2025-12-31T10:00"));
  expect(periodAround(anchor, every("month", 3), at("2036-02-01T00:00")).start).toBe(at("2036-01-31T10:00"));
  expect(periodAround(anchor, every("year"), at("2031-01-31T09:00")).end).toBe(at("2031-01-31T10:00"));
});

it("the rest of a period is counted by the second and rounded", () => {
  const june = { start: at("2026-06-01T00:00"), end: at("2026-07-01T00:00") };
  expect(restOf(3000, june, at("2026-06-16T00:00"))).toBe(1500);
  expect(restOf(1000, june, at("2026-06-21T00:00"))).toBe(333);
  expect(restOf(1000, june, june.start)).toBe(1000);
  expect(restOf(1000, june, june.end + 5)).toBe(0);
});
