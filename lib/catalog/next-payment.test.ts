import { expect, it } from "vitest";
import { nextPaymentAt } from "./next-payment";

function next(from: string, interval: "month" | "year", trialDays = 0): string {
  return nextPaymentAt(new Date(`${from}T10:00:00Z`), { interval, trialDays })
    .toISOString()
    .slice(0, 10);
}

it("a plan is paid again after one month or one year", () => {
  expect(next("2026-11-22", "month")).toBe("2026-12-22");
  expect(next("2026-11-22", "year")).toBe("2027-11-22");
});

it("a month that is shorter ends on its last day", () => {
  expect(next("2027-01-31", "month")).toBe("2027-02-28");
  expect(next("2028-02-29", "year")).toBe("2029-02-28");
});

it("a trial is paid for on the day it ends, however often the plan is paid afterwards", () => {
  expect(next("2026-11-26", "month", 7)).toBe("2026-12-03");
  expect(next("2026-11-26", "year", 7)).toBe("2026-12-03");
});
