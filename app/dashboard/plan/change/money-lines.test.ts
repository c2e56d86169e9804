import { describe, expect, it } from "vitest";
import type { QuoteView } from "@/lib/subscriptions/views";
import { moneyLines } from "./money-lines";

const QUOTE = {
  ...{ restarts: false, chargeMinor: 1450, creditMinor: 450, discountMinor: 0 },
  ...{ balanceUsedMinor: 0, carriedMinor: 0, dueMinor: 1000 },
} as QuoteView;

const shown = (change: Partial<QuoteView>) =>
  moneyLines({ ...QUOTE, ...change }).map(({ key, amountMinor }) => `${key} ${amountMinor}`);

describe("the lines of a quote", () => {
  it("leave out what is nothing, and are none when nothing is paid", () => {
    expect(shown({})).toEqual(["rest 1450", "unused -450"]);
    expect(shown({ chargeMinor: 0, creditMinor: 0, dueMinor: 0 })).toEqual([]);
  });

  it("add up to what is due, whatever the balance does", () => {
    for (const change of [
      { balanceUsedMinor: 300, dueMinor: 700 },
      { balanceUsedMinor: -200, dueMinor: 1200 },
      { carriedMinor: 1000, dueMinor: 0 },
      { creditMinor: 2000, carriedMinor: -550, dueMinor: 0 },
      { restarts: true, chargeMinor: 29_000, discountMinor: 2900, dueMinor: 25_650 },
    ]) {
      const quote = { ...QUOTE, ...change };
      const sum = moneyLines(quote).reduce((total, { amountMinor }) => total + amountMinor, 0);
      expect(sum).toBe(quote.dueMinor);
    }
  });
});
