import { expect, it } from "vitest";
import { readListQuery, toListAddress } from "./read-query";

it("an empty address asks for everything", () => {
  expect(readListQuery({})).toEqual({ search: "", filter: "all", before: null });
  expect(toListAddress(readListQuery({}))).toBe("/admin/payments");
});

it("an address says again what was read from it", () => {
  const address = toListAddress({ search: "ann+1@example.com", filter: "parked", before: "2030_pi_1" });
  const params = Object.fromEntries(new URL(address, "http://localhost").searchParams);
  expect(readListQuery(params)).toEqual({
    search: "ann+1@example.com",
    filter: "parked",
    before: "2030_pi_1",
  });
});

it("what makes no sense in an address is as if it were not there", () => {
  const odd = { search: ["a", "b"], show: "everything", before: "" };
  expect(readListQuery(odd)).toEqual({ search: "", filter: "all", before: null });
});

it("a search never holds what a database refuses, nor more than anybody types", () => {
  const { search } = readListQuery({ search: `  a\0b${"x".repeat(500)}` });
  expect(search.startsWith("abx")).toBe(true);
  expect(search.length).toBe(200);
});
