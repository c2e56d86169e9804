import { describe, expect, it } from "vitest";
import { isFiltered, readQuery, toAddress, toEntryFilter } from "./read-query";

const GRANT = "01890000-0000-7000-8000-000000000000";

describe("the address of the activity page", () => {
  it("says what to show, and is written as it was read", () => {
    const address = `/dashboard/activity?kind=spent&from=2026-11-01&until=2026-11-30&search=a+%26+b&grant=${GRANT}&before=70`;
    const query = readQuery(Object.fromEntries(new URL(address, "http://x").searchParams));
    expect(query).toEqual({
      kind: "spent",
      from: "2026-11-01",
      until: "2026-11-30",
      search: "a & b",
      grant: GRANT,
      before: 70,
      after: null,
    });
    expect(toAddress(query)).toBe(address);
  });

  it("may hold nonsense, which asks for nothing", () => {
    const nothing = readQuery({});
    const nonsense = {
      kind: "toString",
      from: "yesterday",
      until: "2026-02-30",
      grant: "1",
      before: "-1",
      after: "x",
    };
    expect(readQuery(nonsense)).toEqual(nothing);
    expect(readQuery({ search: ["a", "b"], kind: ["spent"], before: "9".repeat(16) })).toEqual(nothing);
    expect(isFiltered(nothing)).toBe(false);
    expect(toAddress(nothing)).toBe("/dashboard/activity");
  });

  it("cannot carry what the database would stumble over", () => {
    expect(readQuery({ search: " a\0b " }).search).toBe("ab");
    expect(readQuery({ search: "x".repeat(999) }).search).toHaveLength(200);
  });

  it("means days of the reader's calendar, the last one included", () => {
    const query = readQuery({ from: "2026-11-22", until: "2026-11-22", kind: "reserved" });
    expect(toEntryFilter(query, "Asia/Shanghai")).toEqual({
      kinds: ["hold", "release"],
      from: new Date("2026-11-21T16:00:00Z"),
      to: new Date("2026-11-22T16:00:00Z"),
      search: undefined,
      grantId: undefined,
    });
  });
});
