import { describe, expect, it } from "vitest";
import { type Move, sumMoves, sumMovesByGrant } from "./moves";

const move = (from: Move["from"], to: Move["to"], amount: number, grantId = "a"): Move => ({
  grantId,
  from,
  to,
  amount,
});

describe("what moves do to the totals", () => {
  it.each([
    ["a grant makes credits available", move("issued", "available", 5), [5, 0, 0]],
    ["a spend uses them", move("available", "spent", 5), [-5, 0, 0]],
    ["a hold sets them aside", move("available", "held", 5), [-5, 5, 0]],
    ["a capture uses what was set aside", move("held", "spent", 5), [0, -5, 0]],
    ["a release gives it back", move("held", "available", 5), [5, -5, 0]],
    ["an expiry takes what is left", move("available", "expired", 5), [-5, 0, 0]],
    ["a reversal takes what is left", move("available", "reversed", 5), [-5, 0, 0]],
    ["a reversal of what was spent becomes debt", move("owed", "reversed", 5), [0, 0, 5]],
    ["a repayment lowers the debt", move("available", "owed", 5), [-5, 0, -5]],
  ] as const)("%s", (_, one, [available, held, owed]) => {
    expect(sumMoves([one])).toEqual({ available, held, owed });
  });

  it("the changes of the grants add up to the change of the wallet", () => {
    const moves = [
      move("issued", "available", 9),
      move("available", "owed", 4),
      move("available", "held", 3, "b"),
    ];
    expect(sumMovesByGrant(moves)).toEqual([
      { grantId: "a", available: 5, held: 0, owed: -4 },
      { grantId: "b", available: -3, held: 3, owed: 0 },
    ]);
    expect(sumMoves(moves)).toEqual({ available: 2, held: 3, owed: -4 });
  });

  it("no moves change nothing", () => {
    expect(sumMoves([])).toEqual({ available: 0, held: 0, owed: 0 });
  });
});
