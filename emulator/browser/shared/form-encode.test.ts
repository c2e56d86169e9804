import { expect, it } from "vitest";
import { formEncode } from "./form-encode";
import { formatAmount } from "./format-amount";

it("nested parameters are written as Stripe's API reads them, and absent ones not at all", () => {
  const form = formEncode({ a: { b: 1, c: undefined, d: null }, list: ["x", { y: true }], empty: "" });
  expect([...form]).toEqual([
    ["a[b]", "1"],
    ["list[0]", "x"],
    ["list[1][y]", "true"],
    ["empty", ""],
  ]);
});

it("amounts are read in the currency's own number of decimals", () => {
  expect(formatAmount(4900, "usd", "en")).toBe("$49.00");
  expect(formatAmount(4900, "jpy", "en")).toBe("¥4,900");
  expect(formatAmount(49000, "kwd", "en")).toContain("49.000");
  expect(formatAmount(34900, "cny", "zh")).toBe("¥349.00");
});
