import { expect, it } from "vitest";
import { etagOf, isKnown } from "./etag";

it("a state is known by its tag alone, in a list, or as any", () => {
  for (const known of ['"7"', 'W/"7"', '"1", "7"', '"1",W/"7" , "9"', "*"])
    expect(isKnown(known, etagOf(7))).toBe(true);
});

it("a state is not known by another tag, half a tag or none", () => {
  for (const other of [null, "", '"70"', '"17"', "7", 'w/"7"', '"1", "70"']) {
    expect(isKnown(other, etagOf(7))).toBe(false);
  }
});
