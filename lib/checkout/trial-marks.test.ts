import { expect, it } from "vitest";
import { normalAddress } from "./trial-marks";

it.each([
  ["Ann@Example.com", "ann@example.com"],
  [" ann+topup@example.com ", "ann@example.com"],
  ["a.n.n@example.com", "a.n.n@example.com"],
  ["A.n.N+again@gmail.com", "ann@gmail.com"],
  ["a.nn@googlemail.com", "ann@gmail.com"],
])("%s is known again as %s", (written, normal) => {
  expect(normalAddress(written)).toBe(normal);
});
