import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planTaking } from "./plan-taking";

const part = (id: string, amount: number, available: number, reversed = 0) => ({
  id,
  amount,
  available,
  reversed,
});

describe("in whose name credits are taken back", () => {
  it("is the paid grant's while it has them", () => {
    expect(planTaking([part("paid", 100, 80)], 60)).toEqual([{ grantId: "paid", credits: 60 }]);
  });

  it("is still its, for what was spent", () => {
    expect(planTaking([part("paid", 100, 10)], 60)).toEqual([{ grantId: "paid", credits: 60 }]);
  });

  it("is that of what was given again, once the paid grant was taken back whole", () => {
    const parts = [part("paid", 100, 0, 100), part("again", 100, 90)];
    expect(planTaking(parts, 100)).toEqual([{ grantId: "again", credits: 100 }]);
  });

  it("is first that of whoever has them, and last of whoever reaches for what others have", () => {
    const parts = [part("paid", 100, 0, 40), part("again", 40, 40)];
    expect(planTaking(parts, 70)).toEqual([
      { grantId: "again", credits: 40 },
      { grantId: "paid", credits: 30 },
    ]);
  });

  it("is nobody's when more is asked for than there ever was", () => {
    expect(() => planTaking([part("paid", 100, 100, 50)], 51)).toThrow("taking_over_payment");
  });

  it("adds up, and takes from no part more than is left of it", () => {
    const anyPart = fc
      .record({ amount: fc.integer({ min: 1, max: 50 }), available: fc.nat(50), reversed: fc.nat(50) })
      .map(({ amount, available, reversed }) =>
        part("", amount, Math.min(available, amount), Math.min(reversed, amount)),
      );
    const parts = fc
      .array(anyPart, { minLength: 1, maxLength: 4 })
      .map((all) => all.map((one, at) => ({ ...one, id: String(at) })));
    const property = fc.property(parts, fc.nat(60), (all, wanted) => {
      const left = (id: string) => all.filter((one) => one.id === id).map((one) => one.amount - one.reversed);
      const most = all.reduce((sum, one) => sum + one.amount - one.reversed, 0);
      const takings = planTaking(all, Math.min(wanted, most));
      expect(takings.reduce((sum, one) => sum + one.credits, 0)).toBe(Math.min(wanted, most));
      for (const { grantId, credits } of takings) expect(credits).toBeLessThanOrEqual(left(grantId)[0] ?? 0);
    });
    fc.assert(property);
  });
});
