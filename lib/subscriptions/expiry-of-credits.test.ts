import { expect, it } from "vitest";
import { expiryOfCredits } from "./expiry-of-credits";

const PAID = { start: new Date("2026-12-31T12:00:00Z"), end: new Date("2027-01-31T12:00:00Z") };
const at = (rollover: "none" | "capped" | "all", interval: "month" | "year", isTrial = false) =>
  expiryOfCredits({ rollover, interval }, PAID, isTrial)?.toISOString() ?? null;

it("without rollover credits go with the period, when the renewal has had its hour", () => {
  expect(at("none", "month")).toBe("2027-01-31T14:00:00.000Z");
  expect(at("none", "year")).toBe("2027-01-31T14:00:00.000Z");
});

it("capped credits are good for one more period, a month of which may be short", () => {
  expect(at("capped", "month")).toBe("2027-02-28T14:00:00.000Z");
  expect(at("capped", "year")).toBe("2028-01-31T14:00:00.000Z");
});

it("capped credits last until the renewal also after a short month, whose last day is not the plan's", () => {
  const february = { start: PAID.end, end: new Date("2027-02-28T12:00:00Z") };
  const expiry = expiryOfCredits({ rollover: "capped", interval: "month" }, february, false);
  expect(expiry?.toISOString()).toBe("2027-03-31T14:00:00.000Z");
});

it("credits that all roll over never expire", () => {
  expect(at("all", "month")).toBeNull();
});

it("credits of a trial go with the trial, whatever the plan", () => {
  for (const rollover of ["none", "capped", "all"] as const)
    expect(at(rollover, "month", true)).toBe("2027-01-31T14:00:00.000Z");
});
