import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { explainSecret, writeSecret } from "./setup-words";

const folder = mkdtempSync(join(tmpdir(), "topup-setup-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MADE = { endpointId: "we_1", secret: "whsec_0123456789abcdef" };

test("a secret that goes into a file is for its owner alone, and is not said", () => {
  const file = join(folder, "secret");
  expect(writeSecret(MADE, file)).toBe(file);
  expect(readFileSync(file, "utf8")).toBe(`${MADE.secret}\n`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(explainSecret(MADE, file)).not.toContain(MADE.secret);
});

test("a secret whose file cannot be written is not lost: it is to be printed", () => {
  expect(writeSecret(MADE, join(folder, "no", "such", "folder"))).toBeNull();
  expect(writeSecret(MADE, undefined)).toBeNull();
});
