import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { holdFolder } from "../run/hold-folder";
import { findTarget } from "./find-target";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "topup-target-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("events go to the port that the running server really got, and listening is to its own emulator", async () => {
  const hold = await holdFolder(folder, "npm run dev");
  hold.announce("http://localhost:3007", "http://127.0.0.1:12119");
  expect(findTarget(folder, "/hook", "3000")).toEqual({
    url: "http://127.0.0.1:3007/hook",
    server: "dev",
    emulator: "http://127.0.0.1:12119",
  });
  hold.release();
});

test("a production build is told apart, since it takes secrets from its environment alone", async () => {
  const hold = await holdFolder(folder, "npm start");
  hold.announce("http://localhost:3000");
  expect(findTarget(folder, "/hook")).toMatchObject({ server: "production", emulator: null });
  hold.release();
});

test("without a server they go where one would start", () => {
  expect(findTarget(folder, "/hook")).toEqual({
    url: "http://127.0.0.1:3000/hook",
    server: "none",
    emulator: null,
  });
  expect(findTarget(folder, "/hook", "3700").url).toBe("http://127.0.0.1:3700/hook");
});
