import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { creditsOfLines, type PricedLine } from "./credits-of-lines";

const STARTER = { amountMinor: 900, credits: 250, trialCredits: 0 };
const PRO = { amountMinor: 2900, credits: 1000, trialCredits: 100 };

function line(amountMinor: number, terms = PRO, kind: PricedLine["kind"] = "period"): PricedLine {
  return { id: `${kind} ${amountMinor}`, amountMinor, kind, terms };
}

const worths = (...lines: PricedLine[]) => [...creditsOfLines(lines).values()];
const total = (...lines: PricedLine[]) => worths(...lines).reduce((sum, one) => sum + one, 0);

/** An upgrade from Starter to Pro when this share of the period is left. */
const upgrade = (share: number) => [
  line(-Math.round(900 * share), STARTER, "proration"),
  line(Math.round(2900 * share), PRO, "proration"),
];

describe("a line for a whole period", () => {
  it("brings the promised credits", () => {
    expect(worths(line(2900))).toEqual([1000]);
  });

  it("brings them for each of its quantity", () => {
    expect(worths(line(3 * 2900))).toEqual([3000]);
  });
});

describe("an upgrade", () => {
  it("on the first day brings the whole difference", () => {
    expect(total(...upgrade(1))).toBe(750);
  });

  it("in the middle brings half of it", () => {
    expect(total(...upgrade(0.5))).toBe(375);
  });

  it("on the last day brings nearly nothing, for nearly no money", () => {
    expect(total(...upgrade(1 / 30))).toBe(24);
    expect(total(...upgrade(1 / (30 * 24)))).toBeLessThanOrEqual(1);
  });

  it("billed with the next period adds its share to that period's credits", () => {
    expect(total(...upgrade(0.5), line(2900))).toBe(1375);
  });
});

describe("money given back", () => {
  it("takes its credits off the next period, when a smaller plan comes in the middle of one", () => {
    const change = [line(-1450, PRO, "proration"), line(450, STARTER, "proration")];
    expect(worths(...change, line(900, STARTER))).toEqual([0, 0, 0]);
    expect(total(line(-290, PRO, "proration"), line(90, STARTER, "proration"), line(900, STARTER))).toBe(175);
  });

  it("alone brings nothing and takes nothing back", () => {
    expect(total(line(-2900, PRO, "proration"))).toBe(0);
  });
});

describe("a trial", () => {
  it("costs nothing and brings what it promises", () => {
    expect(worths(line(0, PRO, "trial"))).toEqual([100]);
  });

  it("is not what a line without money is", () => {
    expect(worths(line(0, PRO))).toEqual([0]);
  });
});

it("no change in the middle of a period brings more credits than its money buys, nor a fraction", () => {
  const share = fc.integer({ min: 0, max: 1_000_000 }).map((part) => part / 1_000_000);
  fc.assert(
    fc.property(share, (left) => {
      const lines = upgrade(left);
      const credits = total(...lines);
      const exact = lines.reduce(
        (sum, { amountMinor, terms }) => sum + (amountMinor * terms.credits) / terms.amountMinor,
        0,
      );
      expect(Number.isInteger(credits)).toBe(true);
      expect(credits).toBeLessThanOrEqual(exact + 1e-9);
      expect(credits).toBeGreaterThan(exact - 2);
    }),
  );
});
