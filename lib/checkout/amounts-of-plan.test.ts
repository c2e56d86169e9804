import { describe, expect, it } from "vitest";
import type { OrderDiscount } from "@/db/schema/orders";
import { amountsOfPlan } from "./amounts-of-plan";

const PRICE = { amountMinor: 2999, interval: "month", trialDays: 0, discount: null } as const;

function percent(percentOff: number, more: Partial<OrderDiscount> = {}): OrderDiscount {
  const duration = { duration: "once", durationMonths: null } as const;
  return {
    code: "TEN",
    stripePromotionCodeId: "promo_1",
    percentOff,
    amountOffMinor: null,
    ...duration,
    ...more,
  };
}

describe("what a plan costs now and next", () => {
  it("is its price both times without trial and code", () => {
    expect(amountsOfPlan(PRICE)).toEqual({ dueMinor: 2999, renewalMinor: 2999 });
  });

  it("is nothing now in a trial, and its price after it", () => {
    expect(amountsOfPlan({ ...PRICE, trialDays: 7 })).toEqual({ dueMinor: 0, renewalMinor: 2999 });
  });

  it("is less now with a code for once, rounded as Stripe rounds", () => {
    expect(amountsOfPlan({ ...PRICE, discount: percent(12.5) })).toEqual({
      dueMinor: 2624,
      renewalMinor: 2999,
    });
  });

  it("keeps a code for once for the first charge after a trial", () => {
    const amounts = amountsOfPlan({ ...PRICE, trialDays: 7, discount: percent(50) });
    expect(amounts).toEqual({ dueMinor: 0, renewalMinor: 1499 });
  });

  it.each([
    ["forever", null, "year", 1499],
    ["repeating", 3, "month", 1499],
    ["repeating", 1, "month", 2999],
    ["repeating", 12, "year", 2999],
    ["repeating", 13, "year", 1499],
  ] as const)(
    "a code %s (%s months) on a %sly plan makes the next charge as well %s",
    (duration, durationMonths, interval, renewal) => {
      const discount = percent(50, { duration, durationMonths });
      expect(amountsOfPlan({ ...PRICE, interval, discount })).toEqual({
        dueMinor: 1499,
        renewalMinor: renewal,
      });
    },
  );

  it("never goes below nothing", () => {
    const discount = percent(0, { percentOff: null, amountOffMinor: 5000 });
    expect(amountsOfPlan({ ...PRICE, discount })).toEqual({ dueMinor: 0, renewalMinor: 2999 });
    expect(amountsOfPlan({ ...PRICE, discount: percent(100) })).toMatchObject({ dueMinor: 0 });
  });
});
