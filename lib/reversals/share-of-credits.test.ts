import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shareOfCredits } from "./share-of-credits";

const credits = fc.integer({ min: 1, max: 1_000_000_000_000 });
const paid = fc.integer({ min: 1, max: 99_999_999_999 });

describe("the share of credits that belongs to money that went back", () => {
  it.each([
    [100, 0, 500, 0],
    [100, 1, 500, 0],
    [100, 5, 500, 1],
    [100, 499, 500, 99],
    [100, 500, 500, 100],
    [100, 900, 500, 100],
    [1, 333, 1000, 0],
  ])("of %d credits, for %d of %d, is %d", (worth, back, of, share) => {
    expect(shareOfCredits(worth, back, of)).toBe(share);
  });

  it("is all of them for all the money, however large both are", () => {
    fc.assert(fc.property(credits, paid, (worth, of) => shareOfCredits(worth, of, of) === worth));
  });

  it("never falls when more goes back, and never exceeds the exact share", () => {
    const property = fc.property(credits, paid, fc.nat(), fc.nat(), (worth, of, one, more) => {
      const share = shareOfCredits(worth, one, of);
      expect(share).toBeLessThanOrEqual(shareOfCredits(worth, one + more, of));
      expect(BigInt(share) * BigInt(of)).toBeLessThanOrEqual(BigInt(worth) * BigInt(Math.min(one, of)));
    });
    fc.assert(property);
  });
});
