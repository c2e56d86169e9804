import { expect, it } from "vitest";
import { stateOf } from "./state-of";

const paid = {
  ...{ amountMinor: 500, parkedReason: null },
  ...{ refundedMinor: 0, isRefundUnderWay: false, dispute: null },
} as const;
const wordsOf = (changed: Partial<Parameters<typeof stateOf>[0]>) => stateOf({ ...paid, ...changed }).words;

it("money that came and stayed is credited, or set aside", () => {
  expect(wordsOf({})).toBe("credited");
  expect(wordsOf({ dispute: "over" })).toBe("credited");
  expect(wordsOf({ parkedReason: "amount_differs" })).toBe("parked");
});

it("money that went back says how much of it, and whether it is there yet", () => {
  expect(wordsOf({ refundedMinor: 499 })).toBe("partlyRefunded");
  expect(wordsOf({ refundedMinor: 500 })).toBe("refunded");
  expect(wordsOf({ refundedMinor: 500, isRefundUnderWay: true })).toBe("refunding");
  expect(wordsOf({ refundedMinor: 500, parkedReason: "amount_differs" })).toBe("refunded");
  expect(wordsOf({ refundedMinor: 200, parkedReason: "amount_differs" })).toBe("parked");
});

it("a dispute that is not decided, or was lost, comes before all else; an inquiry does not hide a refund", () => {
  expect(wordsOf({ dispute: "open", refundedMinor: 500 })).toBe("disputed");
  expect(wordsOf({ dispute: "lost", refundedMinor: 200 })).toBe("disputeLost");
  expect(wordsOf({ dispute: "inquiry" })).toBe("inquiry");
  expect(wordsOf({ dispute: "inquiry", refundedMinor: 500 })).toBe("refunded");
});
