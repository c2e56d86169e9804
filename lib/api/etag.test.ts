import { expect, it } from "vitest";
import { etagOf, isKnown } from "./etag";

const SEVEN = { version: 7, subscriptionVersion: 0 };

it("a state is known by its tag alone, in a list, or as any", () => {
  for (const known of ['"7"', 'W/"7"', '"1", "7"', '"1",W/"7" , "9"', "*"])
    expect(isKnown(known, etagOf(SEVEN))).toBe(true);
});

it("a state is not known by another tag, half a tag or none", () => {
  for (const other of [null, "", '"70"', '"17"', "7", 'w/"7"', '"1", "70"']) {
    expect(isKnown(other, etagOf(SEVEN))).toBe(false);
  }
});

it("a change of the subscription is another state, though no credits moved", () => {
  expect(etagOf({ version: 7, subscriptionVersion: 1 })).toBe('"7-1"');
  expect(isKnown('"7"', etagOf({ version: 7, subscriptionVersion: 1 }))).toBe(false);
});
