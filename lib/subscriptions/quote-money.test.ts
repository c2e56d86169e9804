import { describe, expect, it } from "vitest";
import { toPlanTerms } from "./plan-terms";
import { quoteMoney } from "./quote-money";
import { invoiceOf, lineOf, PRO, STARTER } from "./testing/facts";

const TERMS = [PRO, STARTER].map(toPlanTerms).filter((one) => one !== null);
const LINES = [
  lineOf({ amountMinor: -450, isProration: true, priceId: STARTER.id }),
  lineOf({ amountMinor: 1450, isProration: true }),
];

function moneyOf(changed: { due?: number; before?: number; after?: number; discount?: number }) {
  const { invoice } = invoiceOf("cus_1", LINES, { status: "draft" });
  const { due = 1000, before = 0, after = 0, discount = 0 } = changed;
  return quoteMoney(
    {
      ...{ invoice, prorationDate: null, at: new Date(), discountMinor: discount, totalMinor: 1000 },
      ...{ balanceBeforeMinor: before, balanceAfterMinor: after, dueMinor: due },
    },
    TERMS,
  );
}

describe("the money of a quote", () => {
  it("is what is given back, what the new plan costs now, and the credits of the difference", () => {
    expect(moneyOf({})).toEqual({
      ...{ creditMinor: 450, chargeMinor: 1450, discountMinor: 0, dueMinor: 1000 },
      ...{ balanceUsedMinor: 0, carriedMinor: 0, creditsNow: 500 - 125 },
    });
  });

  it("says which money of theirs is used, and that the rest stays theirs", () => {
    expect(moneyOf({ before: -300, due: 700 })).toMatchObject({ balanceUsedMinor: 300, carriedMinor: 0 });
    expect(moneyOf({ before: -1600, after: -600, due: 0 })).toMatchObject({
      ...{ balanceUsedMinor: 1000, carriedMinor: 0, dueMinor: 0 },
    });
  });

  it("collects what was owed, and carries what is too small to charge", () => {
    expect(moneyOf({ before: 200, due: 1200 })).toMatchObject({ balanceUsedMinor: -200, carriedMinor: 0 });
    expect(moneyOf({ after: 30, due: 0 })).toMatchObject({ balanceUsedMinor: 0, carriedMinor: 30 });
    expect(moneyOf({ before: 20, after: 45, due: 0 })).toMatchObject({
      balanceUsedMinor: 0,
      carriedMinor: 25,
    });
  });

  it("adds up: what the lines come to is charged, taken from the balance or carried", () => {
    for (const [before, after, due] of [
      [0, 0, 1000],
      [-300, 0, 700],
      [-1600, -600, 0],
      [200, 0, 1200],
      [0, 1000, 0],
    ] as const) {
      const { balanceUsedMinor, carriedMinor, dueMinor } = moneyOf({ before, after, due });
      expect(dueMinor + balanceUsedMinor + carriedMinor).toBe(1000);
    }
  });
});
