import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { canRun, findAccount } from "./account";
import { completeBinaries, copyBinaries, findBinaries, program } from "./binaries";

const OPEN_MODE = 0o755;

let folder: string;
let native: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "topup-binaries-"));
  chmodSync(folder, OPEN_MODE);
  mkdirSync(join(folder, "closed"), { mode: 0o700 });
  native = join(folder, "closed/package/native");
  cpSync(findBinaries().native, native, { recursive: true, verbatimSymlinks: true });
  const libraries = join(native, "lib");
  for (const name of readdirSync(libraries)) {
    if (lstatSync(join(libraries, name)).isSymbolicLink()) rmSync(join(libraries, name));
  }
  chmodSync(program(native, "postgres"), 0o644);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("binaries that npm left without links and execute bits are completed, and run", () => {
  expect(canRun(null, program(native, "postgres"), ["--version"])).toBe(false);
  completeBinaries(native);
  completeBinaries(native);
  expect(canRun(null, program(native, "postgres"), ["--version"])).toBe(true);
});

test("a copy outside a closed folder runs as the account that PostgreSQL gets", () => {
  const account = findAccount();
  const binaries = { native, version: "test" };
  const copy = copyBinaries(binaries, folder);
  expect(copyBinaries(binaries, folder)).toBe(copy);
  expect(canRun(account, program(copy, "postgres"), ["--version"])).toBe(true);
  if (account) expect(canRun(account, program(native, "postgres"), ["--version"])).toBe(false);
});
