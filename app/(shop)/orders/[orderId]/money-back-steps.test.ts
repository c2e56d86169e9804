import { expect, it } from "vitest";
import type { MoneyBackView } from "@/lib/reversals/find-money-back";
import { moneyBackSteps, standingOf } from "./money-back-steps";

const at = (day: number) => `2030-01-0${day}T00:00:00.000Z`;
const back = (changed: Partial<MoneyBackView>): MoneyBackView => ({
  ...{ refunds: [], refundedMinor: 0, dispute: null, credits: { taken: 0, kept: 0 } },
  ...changed,
});

it("an order whose money stayed has no further steps and stands as it was", () => {
  expect(moneyBackSteps(undefined)).toEqual([]);
  expect(standingOf(undefined, 500)).toBeNull();
});

it("refunds and the dispute follow each other as they happened", () => {
  const told = back({
    refunds: [
      { amountMinor: 100, state: "failed", at: at(1) },
      { amountMinor: 200, state: "done", at: at(3) },
    ],
    dispute: { amountMinor: 300, state: "open", at: at(2) },
  });
  expect(moneyBackSteps(told).map(({ key, state }) => [key, state])).toEqual([
    ["refundFailed", "failed"],
    ["disputed", "current"],
    ["refunded", "done"],
  ]);
});

it("an open dispute says more than a refund, and a won one says nothing", () => {
  const dispute = (state: "open" | "lost" | "over") => ({ amountMinor: 500, state, at: at(1) });
  const credits = { taken: 0, kept: 70 };
  expect(standingOf(back({ dispute: dispute("open"), refundedMinor: 500, credits }), 500)).toBe("disputed");
  expect(standingOf(back({ dispute: dispute("open") }), 500)).toBe("disputedUsed");
  expect(standingOf(back({ dispute: dispute("lost"), credits: { taken: 100, kept: 0 } }), 500)).toBe("lost");
  expect(standingOf(back({ dispute: dispute("over") }), 500)).toBeNull();
  expect(standingOf(back({ refundedMinor: 500 }), 500)).toBe("refunded");
  expect(standingOf(back({ refundedMinor: 499 }), 500)).toBe("partly");
});
