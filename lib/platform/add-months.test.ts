import { expect, it } from "vitest";
import { addMonths } from "./add-months";

const added = (from: string, months: number) => addMonths(new Date(from), months).toISOString();

it("keeps day and time", () => {
  expect(added("2026-03-15T10:20:30.456Z", 12)).toBe("2027-03-15T10:20:30.456Z");
  expect(added("2026-11-30T23:59:59.999Z", 2)).toBe("2027-01-30T23:59:59.999Z");
});

it("takes the last day where the month is too short", () => {
  expect(added("2024-02-29T12:00:00.000Z", 12)).toBe("2025-02-28T12:00:00.000Z");
  expect(added("2026-01-31T00:00:00.000Z", 1)).toBe("2026-02-28T00:00:00.000Z");
  expect(added("2027-01-31T00:00:00.000Z", 13)).toBe("2028-02-29T00:00:00.000Z");
  expect(added("2026-08-31T00:00:00.000Z", 1)).toBe("2026-09-30T00:00:00.000Z");
});
