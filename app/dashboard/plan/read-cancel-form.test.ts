import { describe, expect, it } from "vitest";
import { readCancelForm } from "./read-cancel-form";

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

describe("the form of somebody who leaves", () => {
  it("says why, in one of the known words and in their own", () => {
    expect(readCancelForm(formOf({ reason: "unused", comment: "  too little time  " }))).toEqual({
      ...{ feedback: "unused", comment: "too little time" },
    });
  });

  it("never stands in the way: what is missing, unknown or too long is left out or cut", () => {
    expect(readCancelForm(formOf({}))).toEqual({ feedback: null, comment: null });
    expect(readCancelForm(formOf({ reason: "__proto__", comment: "   " }))).toEqual({
      ...{ feedback: null, comment: null },
    });
    expect(readCancelForm(formOf({ comment: "x".repeat(900) })).comment).toHaveLength(500);
  });
});
