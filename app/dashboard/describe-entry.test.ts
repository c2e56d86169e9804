import { describe, expect, it } from "vitest";
import { describeEntry } from "./describe-entry";

describe("an entry in words", () => {
  it("says what it changed of the credits that can be used", () => {
    expect(describeEntry({ kind: "grant", from: "issued", to: "available", amount: 500 })).toEqual({
      words: "added",
      change: 500,
    });
    expect(describeEntry({ kind: "spend", from: "available", to: "spent", amount: 20 })).toEqual({
      words: "spent",
      change: -20,
    });
  });

  it("changes nothing usable when reserved credits are spent, or spent credits become debt", () => {
    expect(describeEntry({ kind: "capture", from: "held", to: "spent", amount: 7 }).change).toBe(0);
    expect(describeEntry({ kind: "reverse", from: "owed", to: "reversed", amount: 7 })).toEqual({
      words: "indebted",
      change: 0,
    });
  });

  it("calls an adjustment by its name, whichever way it went", () => {
    expect(describeEntry({ kind: "adjust", from: "issued", to: "available", amount: 5 }).words).toBe(
      "adjusted",
    );
    expect(describeEntry({ kind: "adjust", from: "available", to: "reversed", amount: 5 }).words).toBe(
      "adjusted",
    );
  });

  it("says that debt was repaid, whatever repaid it", () => {
    for (const kind of ["grant", "adjust", "release", "capture"] as const)
      expect(describeEntry({ kind, from: "available", to: "owed", amount: 5 })).toEqual({
        words: "repaid",
        change: -5,
      });
  });
});
