import { expect, it, onTestFinished } from "vitest";
import { nowMs, useClock } from "./clock";
import { isId, newId } from "./ids";

const UUID_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it("makes a UUID of version 7, no two alike, also of one millisecond", () => {
  const ms = nowMs();
  onTestFinished(useClock(() => ms));
  const ids = Array.from({ length: 2_000 }, newId);
  for (const id of ids) expect(id).toMatch(UUID_7);
  expect(ids.every(isId)).toBe(true);
  expect(new Set(ids).size).toBe(2_000);
});

it("begins with its time in milliseconds, so that ids sort by it", () => {
  let ms = 0x0123_4567_89ab;
  onTestFinished(useClock(() => ms));
  const first = newId();
  expect(first.slice(0, 13)).toBe("01234567-89ab");
  ms += 1;
  expect(newId() > first).toBe(true);
});

it("leaves every other digit to chance", () => {
  const ids = Array.from({ length: 2_000 }, newId);
  const digits = [15, 16, 17, 19, 20, 21, 22, ...Array.from({ length: 12 }, (_, index) => 24 + index)];
  for (const place of digits) {
    const seen = new Set(ids.map((id) => id.charAt(place)));
    expect(seen.size, `place ${place}`).toBe(place === 19 ? 4 : 16);
  }
});
