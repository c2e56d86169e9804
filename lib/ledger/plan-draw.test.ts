import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DrawableGrant, planDraw } from "./plan-draw";

const grant = (id: string, available: number, more: Partial<DrawableGrant> = {}): DrawableGrant => ({
  id,
  available,
  priority: 100,
  expiresAt: null,
  createdAt: new Date(0),
  ...more,
});

const anyGrants = fc
  .array(
    fc.record({
      available: fc.integer({ min: 0, max: 50 }),
      priority: fc.integer({ min: 1, max: 3 }),
      expiresAt: fc.option(fc.integer({ min: 1, max: 5 }).map((day) => new Date(day * 86_400_000))),
      createdAt: fc.integer({ min: 0, max: 3 }).map((ms) => new Date(ms)),
    }),
    { maxLength: 8 },
  )
  .map((grants) => grants.map((fields, index) => grant(`grant-${index}`, fields.available, fields)));

describe("the order of drawing", () => {
  it("a lower priority number goes first, whatever the dates", () => {
    const plan = planDraw(
      [grant("later", 10, { expiresAt: new Date(1) }), grant("first", 10, { priority: 1 })],
      4,
    );
    expect(plan.draws).toEqual([{ grantId: "first", amount: 4, left: 6, reason: "lower_priority_number" }]);
  });

  it("of equal priority, what expires soonest goes first, and what never expires last", () => {
    const grants = [
      grant("never", 10),
      grant("late", 10, { expiresAt: new Date(9) }),
      grant("soon", 10, { expiresAt: new Date(5) }),
    ];
    expect(planDraw(grants, 25).draws).toEqual([
      { grantId: "soon", amount: 10, left: 0, reason: "sooner_expiry" },
      { grantId: "late", amount: 10, left: 0, reason: "sooner_expiry" },
      { grantId: "never", amount: 5, left: 5, reason: "last_in_line" },
    ]);
  });

  it("of equal date, the oldest goes first; of one moment, the smaller id", () => {
    const grants = [grant("c", 1, { createdAt: new Date(2) }), grant("b", 1), grant("a", 1)];
    expect(planDraw(grants, 3).draws.map(({ grantId, reason }) => [grantId, reason])).toEqual([
      ["a", "older"],
      ["b", "older"],
      ["c", "last_in_line"],
    ]);
  });

  it("says how much is missing when the grants do not cover the amount", () => {
    expect(planDraw([grant("a", 3)], 10)).toMatchObject({ missing: 7, draws: [{ amount: 3 }] });
  });

  it("passes over an empty grant", () => {
    expect(planDraw([grant("empty", 0, { priority: 1 }), grant("full", 3)], 1).draws).toHaveLength(1);
  });
});

describe("for any grants and any amount", () => {
  it("draws exactly the amount or everything, never more than a grant has, and leaves only the last one open", () => {
    fc.assert(
      fc.property(anyGrants, fc.integer({ min: 1, max: 300 }), (grants, credits) => {
        const { draws, missing } = planDraw(grants, credits);
        const total = grants.reduce((sum, { available }) => sum + available, 0);
        expect(draws.reduce((sum, { amount }) => sum + amount, 0)).toBe(Math.min(credits, total));
        expect(missing).toBe(Math.max(0, credits - total));
        for (const { amount, left, grantId } of draws) {
          expect(amount).toBeGreaterThan(0);
          expect(amount + left).toBe(grants.find(({ id }) => id === grantId)?.available);
        }
        expect(draws.slice(0, -1).every(({ left }) => left === 0)).toBe(true);
      }),
    );
  });

  it("the order in which the grants are given does not matter", () => {
    fc.assert(
      fc.property(anyGrants, fc.integer({ min: 1, max: 300 }), (grants, credits) => {
        expect(planDraw(grants.toReversed(), credits)).toEqual(planDraw(grants, credits));
      }),
    );
  });

  it("a spend split in two draws the same from each grant as the spend whole", () => {
    fc.assert(
      fc.property(
        anyGrants,
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 1, max: 90 }),
        (grants, one, two) => {
          const first = planDraw(grants, one);
          const rest = grants.map((each) => ({
            ...each,
            available: first.draws.find(({ grantId }) => grantId === each.id)?.left ?? each.available,
          }));
          const second = planDraw(rest, two);
          const whole = new Map<string, number>();
          for (const { grantId, amount } of [...first.draws, ...second.draws])
            whole.set(grantId, (whole.get(grantId) ?? 0) + amount);
          const expected = planDraw(grants, one + two).draws.map(({ grantId, amount }) => [grantId, amount]);
          expect([...whole]).toEqual(expected);
        },
      ),
    );
  });
});
