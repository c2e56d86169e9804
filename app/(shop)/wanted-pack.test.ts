import { describe, expect, it } from "vitest";
import { readWantedPack, toConfirmPath } from "./wanted-pack";

function wanted(pack: unknown, currency: unknown) {
  return readWantedPack((name) => ({ pack, currency })[name]);
}

describe("what a form asks to buy", () => {
  it("is a pack of the catalog in a currency we sell in", () => {
    expect(wanted("maker", "jpy")).toMatchObject({ ok: true, packId: "maker", currency: "jpy" });
  });

  it.each([
    ["golden", "usd"],
    ["maker", "xau"],
    ["__proto__", "usd"],
    ["maker", "constructor"],
    [null, undefined],
    [new File([], "maker"), "usd"],
  ])("is refused when pack or currency are made up: %s, %s", (pack, currency) => {
    expect(wanted(pack, currency).ok).toBe(false);
  });

  it("goes on, after signing in, on a page of this site whatever was typed", () => {
    expect(toConfirmPath(wanted("maker", "usd"))).toBe("/checkout/new?pack=maker&currency=usd");
    expect(toConfirmPath(wanted("x&return=//evil.example", "usd"))).toBe(
      "/checkout/new?pack=x%26return%3D%2F%2Fevil.example&currency=usd",
    );
    expect(toConfirmPath(wanted("x".repeat(5000), "usd")).length).toBeLessThan(100);
  });
});
