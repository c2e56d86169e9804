import { describe, expect, it } from "vitest";
import { divideHold, movesOfReturn } from "./end-of-hold";

const PARTS = [
  { grantId: "soon", amount: 30 },
  { grantId: "late", amount: 20 },
];

describe("what is captured of a hold", () => {
  it.each([
    ["less than the first grant gave", 10, [["soon", 10]], [["soon", 20], ["late", 20]]], // biome-ignore format: a table
    ["exactly what the first grant gave", 30, [["soon", 30]], [["late", 20]]],
    ["more than the first grant gave", 31, [["soon", 30], ["late", 1]], [["late", 19]]], // biome-ignore format: a table
    ["all", 50, [["soon", 30], ["late", 20]], []], // biome-ignore format: a table
  ])(
    "%s comes from what was drawn first; the rest goes back where it came from",
    (_, credits, captured, rest) => {
      const divided = divideHold(PARTS, credits);
      expect(divided.captured.map(({ grantId, amount }) => [grantId, amount])).toEqual(captured);
      expect(divided.rest.map(({ grantId, amount }) => [grantId, amount])).toEqual(rest);
    },
  );
});

describe("what goes back", () => {
  it("becomes available in the grants it came from", () => {
    expect(movesOfReturn(PARTS, 0)).toEqual({
      returned: 50,
      repaid: 0,
      moves: [
        { grantId: "soon", from: "held", to: "available", amount: 30 },
        { grantId: "late", from: "held", to: "available", amount: 20 },
      ],
    });
  });

  it("repays debt first, from what expires first", () => {
    expect(movesOfReturn(PARTS, 35)).toEqual({
      returned: 50,
      repaid: 35,
      moves: [
        { grantId: "soon", from: "held", to: "available", amount: 30 },
        { grantId: "soon", from: "available", to: "owed", amount: 30 },
        { grantId: "late", from: "held", to: "available", amount: 20 },
        { grantId: "late", from: "available", to: "owed", amount: 5 },
      ],
    });
  });

  it("repays no more than there is", () => {
    expect(movesOfReturn(PARTS, 1000)).toMatchObject({ returned: 50, repaid: 50 });
  });
});
