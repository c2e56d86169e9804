import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

const POLL_MS = 20;
/** In /proc/<pid>/stat, counted after the program's name, which may itself contain spaces. */
const START_TIME_FIELD = 19;

/** Whether a process with this number exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function isZombie(pid: number): boolean {
  return statFields(pid)?.[0] === "Z";
}

function statFields(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

/**
 * What tells a process from a later one that got the same number: when it was started. Numbers come back fast in
 * containers, and ending a stranger is worse than leaving a leftover.
 */
export function identityOf(pid: number): string | null {
  if (existsSync("/proc/self/stat")) return statFields(pid)?.[START_TIME_FIELD] ?? null;
  return ps(pid, "lstart");
}

/** Which process started this one, or null when that cannot be told. */
export function parentOf(pid: number): number | null {
  const parent = existsSync("/proc/self/stat") ? statFields(pid)?.[1] : ps(pid, "ppid");
  return parent ? Number(parent) : null;
}

/** The command line of a process, or null when it is gone. */
export function commandOf(pid: number): string | null {
  if (!existsSync("/proc/self/cmdline")) return ps(pid, "args");
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim() || null;
  } catch {
    return null;
  }
}

function ps(pid: number, column: string): string | null {
  try {
    return execFileSync("ps", ["-o", `${column}=`, "-p", String(pid)], { encoding: "utf8" }).trim() || null;
  } catch {
    return null;
  }
}

/** Sends a signal; a process that is gone already is fine. A negative number means the whole group. */
export function signal(target: number, name: NodeJS.Signals): void {
  try {
    process.kill(target, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Waits until a process is gone; false when it still runs after `timeoutMs`. */
export async function waitForEnd(pid: number, timeoutMs: number): Promise<boolean> {
  const end = performance.now() + timeoutMs;
  while (isAlive(pid)) {
    if (performance.now() > end) return false;
    await wait(POLL_MS);
  }
  return true;
}
