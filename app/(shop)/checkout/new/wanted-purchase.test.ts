import { describe, expect, it } from "vitest";
import { refusedPurchase, type Search, wantedPurchase } from "./wanted-purchase";

function refusalOf(search: Search) {
  return refusedPurchase(search, wantedPurchase(search));
}

describe("what an address asks to buy", () => {
  it("a pack and a currency that we sell can be confirmed", () => {
    expect(refusalOf({ pack: "maker", currency: "jpy" })).toBeNull();
  });

  it.each([
    [{ pack: "free-million", currency: "usd" }, "unknown_pack"],
    [{ pack: "__proto__", currency: "usd" }, "unknown_pack"],
    [{ pack: ["maker", "scale"], currency: "usd" }, "unknown_pack"],
    [{ currency: "usd" }, "unknown_pack"],
    [{ pack: "maker", currency: "xau" }, "unknown_currency"],
    [{ pack: "maker", currency: "constructor" }, "unknown_currency"],
    [{ pack: "maker" }, "unknown_currency"],
  ])("%j is refused as %s", (search, refusal) => {
    expect(refusalOf(search)).toBe(refusal);
  });

  it("an order that was just refused says why", () => {
    expect(refusalOf({ pack: "maker", currency: "usd", refused: "too_many_open_orders" })).toBe(
      "too_many_open_orders",
    );
  });

  it("a reason that somebody made up is not shown", () => {
    expect(refusalOf({ pack: "maker", currency: "usd", refused: "you_won" })).toBeNull();
  });
});
