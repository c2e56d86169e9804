import { describe, expect, it } from "vitest";
import type { GrantOrigin } from "@/lib/checkout/find-origins";
import { causeOf, packOf, wordsOfLine } from "./cause-of";

const origin = (changes: Partial<GrantOrigin>): GrantOrigin => ({
  grantId: "g",
  source: "adjustment",
  order: null,
  grantedAt: "2030-01-01T00:00:00.000Z",
  expiresAt: null,
  ...changes,
});

describe("the cause of a change", () => {
  it("is what was bought, and the order's id is not shown as somebody's words", () => {
    const bought = origin({ source: "pack", order: { id: "o", item: "maker" } });
    expect(causeOf({ key: "k", kind: "grant", reference: "o", letGo: false }, bought)).toEqual({
      words: "bought",
      reference: null,
    });
    expect(packOf(bought)).toBe("maker");
  });

  it("is a gift of ours with the reason, or a payment nobody ordered", () => {
    expect(causeOf({ key: "k", kind: "grant", reference: "sorry", letGo: false }, origin({}))).toEqual({
      words: "given",
      reference: "sorry",
    });
    expect(
      causeOf(
        { key: "k", kind: "grant", reference: "pi_1", letGo: false },
        origin({ source: "payment_without_order" }),
      ),
    ).toEqual({
      words: "paid",
      reference: null,
    });
  });

  it("says what credits were spent or reserved for, and why they were adjusted", () => {
    for (const kind of ["spend", "hold", "capture", "release", "adjust"] as const)
      expect(causeOf({ key: "k", kind, reference: "a portrait", letGo: false }).reference).toBe("a portrait");
  });

  it("tells credits that are not kept back any more from a reservation that ended", () => {
    const released = { key: "release:h", kind: "release", reference: null } as const;
    expect(causeOf({ ...released, letGo: true }).words).toBe("letGo");
    expect(causeOf({ ...released, letGo: false }).words).toBe("released");
  });

  it("tells a refund from a dispute, and from neither", () => {
    const wordsOf = (key: string) => causeOf({ key, kind: "reverse", reference: "re_1", letGo: false });
    expect(wordsOf("reverse:refund:re_1")).toEqual({ words: "refunded", reference: null });
    expect(wordsOf("reverse:dispute:dp_1:lost").words).toBe("disputed");
    expect(wordsOf("reverse:by hand").words).toBe("reversed");
  });

  it("names no pack that is not sold any more", () => {
    expect(packOf(origin({ order: { id: "o", item: "toString" } }))).toBeNull();
    expect(packOf(undefined)).toBeNull();
  });
});

describe("a line", () => {
  it("tells taking back what is there from taking back what was spent", () => {
    expect(wordsOfLine({ from: "available", to: "reversed" })).toBe("reversed");
    expect(wordsOfLine({ from: "owed", to: "reversed" })).toBe("indebted");
    expect(wordsOfLine({ from: "available", to: "owed" })).toBe("repaid");
  });

  it("that cannot exist is not given words", () => {
    expect(() => wordsOfLine({ from: "spent", to: "available" })).toThrow("move_unknown");
  });
});
