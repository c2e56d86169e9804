import { expect, it } from "vitest";
import { hashOfRequest } from "./request-hash";

it("the same content has the same fingerprint, in whatever order it is named", () => {
  const date = new Date("2030-01-01T00:00:00.000Z");
  expect(hashOfRequest({ a: 1, b: "x", c: date, d: null })).toBe(
    hashOfRequest({ d: null, c: new Date(date), b: "x", a: 1 }),
  );
});

it("any other value, name or kind of value has another", () => {
  const contents: Parameters<typeof hashOfRequest>[0][] = [
    { a: 1 },
    { a: 2 },
    { b: 1 },
    { a: "1" },
    { a: null },
    { a: "null" },
    { a: 1, b: null },
  ];
  expect(new Set(contents.map(hashOfRequest)).size).toBe(contents.length);
});
