import { expect, it } from "vitest";
import { inOwnDirection } from "./own-direction";

it("keeps words that are written from left to right as they are", () => {
  for (const words of ["avatar of Ada", "头像 1042", "👩‍🚀 ünï", '<b>"x"</b>'])
    expect(inOwnDirection(words)).toBe(words);
});

it("isolates words that are written from right to left, so that the sentence around them stays in order", () => {
  for (const words of ["مرحبا 12", "שלום", "𐤀"]) expect(inOwnDirection(words)).toBe(`\u2068${words}\u2069`);
});

it("drops what only steers direction, which could turn the sentence or leave the isolation", () => {
  expect(inOwnDirection("\u202egnp.exe")).toBe("gnp.exe");
  expect(inOwnDirection("\u2069\u202cשלום")).toBe("\u2068שלום\u2069");
});
