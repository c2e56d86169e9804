import { describe, expect, it } from "vitest";
import { addDays, calendarOf, isDay } from "./days";

const startIn = (timeZone: string, day: string) => calendarOf(timeZone).startOf(day).toISOString();

describe("a day", () => {
  it("begins at midnight of its own zone", () => {
    expect(startIn("UTC", "2026-11-22")).toBe("2026-11-22T00:00:00.000Z");
    expect(startIn("Asia/Shanghai", "2026-11-22")).toBe("2026-11-21T16:00:00.000Z");
    expect(startIn("America/Los_Angeles", "2026-11-22")).toBe("2026-11-22T08:00:00.000Z");
    expect(startIn("Pacific/Kiritimati", "2026-11-22")).toBe("2026-11-21T10:00:00.000Z");
    expect(startIn("Asia/Kathmandu", "2026-11-22")).toBe("2026-11-21T18:15:00.000Z");
  });

  it("begins right on the days on which clocks change, and after a midnight that does not exist", () => {
    expect(startIn("Europe/Berlin", "2026-03-29")).toBe("2026-03-28T23:00:00.000Z");
    expect(startIn("Europe/Berlin", "2026-03-30")).toBe("2026-03-29T22:00:00.000Z");
    expect(startIn("Africa/Cairo", "2026-04-24")).toBe("2026-04-23T22:00:00.000Z");
  });

  it("is the one a moment falls in where the reader is", () => {
    const at = new Date("2026-11-21T20:00:00Z");
    expect(calendarOf("UTC").dayOf(at)).toBe("2026-11-21");
    expect(calendarOf("Asia/Shanghai").dayOf(at)).toBe("2026-11-22");
  });

  it("is followed by the next across months and years", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
  });

  it("is a real one of our times, or it is none", () => {
    expect(["2026-02-28", "2028-02-29"].every(isDay)).toBe(true);
    expect(
      ["2026-02-29", "2026-13-01", "0000-01-01", "2026-1-1", "x", null, ["2026-01-01"]].some(isDay),
    ).toBe(false);
  });
});
