import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { identityOf, isAlive, waitForEnd } from "@/db/embedded/processes";
import { FolderInUse, findHolder, holdFolder } from "./hold-folder";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "topup-hold-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const holdFile = () => join(folder, "run.json");

function sleeper() {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], {
    detached: true,
    stdio: "ignore",
  });
  const pid = child.pid;
  if (!pid) throw new Error("could not start");
  return pid;
}

function leaveBehind(holder: { pid: number; identity: string | null }, children: unknown[] = []): void {
  writeFileSync(holdFile(), JSON.stringify({ ...holder, command: "npm run dev", address: null, children }));
}

test("a second command is told who has the folder and where the app is", async () => {
  const hold = await holdFolder(folder, "npm run dev");
  hold.announce("http://localhost:3000");
  await expect(holdFolder(folder, "npm start")).rejects.toThrow(FolderInUse);
  await expect(holdFolder(folder, "npm start")).rejects.toThrow(/http:\/\/localhost:3000 .*npm run dev/);
  hold.release();
  expect(existsSync(holdFile())).toBe(false);
});

test("what a killed command left running is ended, and the folder is taken", async () => {
  const child = sleeper();
  leaveBehind({ pid: 999_999_999, identity: null }, [{ pid: child, identity: identityOf(child) }]);
  const hold = await holdFolder(folder, "npm run dev");
  expect(await waitForEnd(child, 5_000)).toBe(true);
  hold.release();
});

test("a stranger who got the number of a leftover is left alone", async () => {
  const stranger = sleeper();
  leaveBehind({ pid: stranger, identity: "another start" }, [{ pid: stranger, identity: "another start" }]);
  expect(findHolder(folder)).toBeNull();
  const hold = await holdFolder(folder, "npm run dev");
  expect(isAlive(stranger)).toBe(true);
  hold.release();
  process.kill(stranger, "SIGKILL");
});

test("a note that was cut short by a crash belongs to nobody", async () => {
  writeFileSync(holdFile(), '{"pid": 12');
  const hold = await holdFolder(folder, "npm run dev");
  expect(JSON.parse(readFileSync(holdFile(), "utf8")).pid).toBe(process.pid);
  hold.release();
});

test("of two starts at once one gets the folder", async () => {
  leaveBehind({ pid: 999_999_999, identity: null });
  const holds = Promise.all([holdFolder(folder, "one"), holdFolder(folder, "two").catch(() => null)]);
  const first = await Promise.race([holds, waitForEnd(process.pid, 300)]);
  expect(first).toBe(false);
  expect(findHolder(folder)?.command).toMatch(/one|two/);
  rmSync(holdFile());
  await holds;
});
