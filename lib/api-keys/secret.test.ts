import { expect, it } from "vitest";
import { hashOfKey, isKeyText, newKey, prefixOfKey } from "./secret";

it("a key is a readable prefix and 32 random bytes, and no two are alike", () => {
  const keys = Array.from({ length: 1000 }, newKey);
  expect(new Set(keys).size).toBe(1000);
  for (const key of keys) {
    expect(isKeyText(key), key).toBe(true);
    expect(Buffer.from(key.slice("topup_".length), "base64url")).toHaveLength(32);
  }
});

it("its shown beginning gives away 24 of its 256 bits", () => {
  const key = newKey();
  expect(prefixOfKey(key)).toBe(key.slice(0, 10));
  expect(key.startsWith(prefixOfKey(key))).toBe(true);
});

it("its hash is the same each time, and says nothing of it", () => {
  const key = newKey();
  expect(hashOfKey(key)).toBe(hashOfKey(key));
  expect(hashOfKey(key)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(hashOfKey(newKey())).not.toBe(hashOfKey(key));
});

it("anything else is not a key, however it begins", () => {
  const key = newKey();
  for (const text of [
    "",
    "topup_",
    key.slice(1),
    `${key}A`,
    ` ${key}`,
    `${key}\n`,
    key.toUpperCase(),
    "sk_x",
  ])
    expect(isKeyText(text), JSON.stringify(text)).toBe(false);
});
