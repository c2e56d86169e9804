import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Place } from "./place";
import { commandOf, isAlive } from "./processes";

/** A PostgreSQL process as its own pid file tells. */
export type Running = { pid: number; port: number };

export const dataFolder = (place: Place) => join(place.home, "data");

/** The PostgreSQL that runs on this data folder now, if one does. */
export function findRunning(place: Place): Running | null {
  try {
    const lines = readFileSync(join(dataFolder(place), "postmaster.pid"), "utf8").split("\n");
    const pid = Number(lines[0]);
    if (!isAlive(pid) || !isOurs(pid, place)) return null;
    return { pid, port: Number(lines[3]) };
  } catch {
    return null;
  }
}

function isOurs(pid: number, place: Place): boolean {
  return commandOf(pid)?.includes(dataFolder(place)) ?? false;
}

/**
 * A pid file that a crash left behind stops PostgreSQL when its number now belongs to somebody else, as happens
 * in containers. Only that case is cleared here; PostgreSQL itself handles the rest with more knowledge.
 */
export function clearStalePidFile(place: Place): void {
  const file = join(dataFolder(place), "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  if (pid > 0 && isAlive(pid) && !isOurs(pid, place)) rmSync(file);
}

/**
 * Whether a start only came too soon after a PostgreSQL that was killed: the processes of its connections end by
 * themselves, but a moment later, and its own number is taken until whoever started it has heard of its end.
 */
export function isStillEnding(place: Place, said: string): boolean {
  if (/pre-existing shared memory block/.test(said)) return true;
  return /lock file "postmaster.pid" already exists/.test(said) && findRunning(place) === null;
}
