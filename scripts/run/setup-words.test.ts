import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { explainFormer, explainSecret, findSetupFault, type SetupWish, writeSecret } from "./setup-words";

const folder = mkdtempSync(join(tmpdir(), "topup-setup-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MADE = { endpointId: "we_1", secret: "whsec_0123456789abcdef" };

test("a secret that goes into a file is for its owner alone, and is not said", () => {
  const file = join(folder, "secret");
  expect(writeSecret(MADE, file)).toBe(file);
  expect(readFileSync(file, "utf8")).toBe(MADE.secret);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(explainSecret(MADE, file)).not.toContain(MADE.secret);
  chmodSync(file, 0o644);
  writeSecret(MADE, file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("a secret whose file cannot be written is not lost: it is to be printed", () => {
  expect(writeSecret(MADE, join(folder, "no", "such", "folder"))).toBeNull();
  expect(writeSecret(MADE, undefined)).toBeNull();
});

const contradictions: [SetupWish, RegExp][] = [
  [{ only: "prices" }, /catalog or endpoint/],
  [{ remove: true, only: "catalog" }, /leaves that alone/],
  [{ "new-secret": true, only: "catalog" }, /leaves that alone/],
  [{ remove: true, "new-secret": true }, /--remove/],
  [{ remove: true, "retire-former": true }, /--remove/],
  [{ "secret-file": join(folder, "no", "such", "folder") }, /cannot be written/],
];

test.each(contradictions)("%j is refused before anything is made", (wish, words) => {
  expect(findSetupFault(wish)).toMatch(words);
});

test.each([
  {},
  { only: "endpoint", remove: true },
  { "new-secret": true, "retire-former": true, "secret-file": join(folder, "new") },
])("%j is done", (wish) => {
  expect(findSetupFault(wish)).toBeNull();
});

test("who is told to switch a former endpoint off is told of which address", () => {
  expect(explainFormer("https://shop.example")).toContain("--address https://shop.example");
});
