import fc from "fast-check";
import { expect, it } from "vitest";
import { newId } from "@/lib/platform/ids";
import { spendIdOf, versionOfSpend } from "./spend-id";

const version = fc.integer({ min: 1, max: 2 ** 48 - 1 });

it("a spend's id leads back to its version in its own wallet, and nowhere else", () => {
  const [mine, yours] = [newId(), newId()];
  fc.assert(
    fc.property(version, (number) => {
      const id = spendIdOf(mine, number);
      expect(versionOfSpend(mine, id)).toBe(number);
      expect(versionOfSpend(yours, id)).toBeNull();
    }),
  );
});

it("an id with one character changed, or that is no id, leads nowhere", () => {
  const walletId = newId();
  const id = spendIdOf(walletId, 42);
  const last = id.endsWith("0") ? "1" : "0";
  for (const other of [
    id.slice(0, -1) + last,
    id.toUpperCase().replace("-8", "-9"),
    newId(),
    "42",
    "",
    "../x",
  ])
    expect(versionOfSpend(walletId, other)).toBeNull();
});
