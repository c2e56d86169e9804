import { expect, it, onTestFinished } from "vitest";
import { useClock } from "@/lib/platform/clock";
import { isId, newId } from "@/lib/platform/ids";
import { readKeyForm } from "./read-key-form";

function formOf(fields: [string, string | File][]): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
}

it("reads what the form of a new key says", () => {
  onTestFinished(useClock(() => Date.parse("2026-01-01T00:00:00Z")));
  const id = newId();
  const form = formOf([
    ["id", id],
    ["name", "Shop"],
    ["scope", "wallet:read"],
    ["scope", "credits:spend"],
    ["expiry", "30"],
  ]);
  expect(readKeyForm(form)).toEqual({
    id,
    name: "Shop",
    scopes: ["wallet:read", "credits:spend"],
    expiry: "30",
    expiresAt: new Date("2026-01-31T00:00:00Z"),
  });
  form.set("expiry", "never");
  expect(readKeyForm(form).expiresAt).toBeNull();
});

it("makes no more of a made-up form than the rules allow", () => {
  const form = formOf([
    ["id", "1' or '1'='1"],
    ["name", new File(["x"], "x")],
    ["scope", "admin"],
    ["scope", "constructor"],
    ["expiry", "36500000"],
  ]);
  const read = readKeyForm(form);
  expect(read).toMatchObject({ name: "", scopes: [], expiry: "30" });
  expect(isId(read.id)).toBe(true);
  expect(isId(readKeyForm(new FormData()).id)).toBe(true);
});
