import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { runAs } from "./account";
import { program } from "./binaries";
import { clearStalePidFile, dataFolder, isStillEnding } from "./pid-file";
import type { Place } from "./place";
import { signal, waitForEnd } from "./processes";

export const SUPERUSER = "topup";
const PASSWORD_BYTES = 24;
const LOG_BYTES_MAX = 10_000_000;
const POLL_MS = 20;
/** Recovery after a crash replays the log first, which on a slow disk takes a while. */
const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 20_000;

/** Settings for throw-away databases: the machine may lose them, a commit still means what it means. */
const FAST_SETTINGS = ["fsync=off", "full_page_writes=off", "max_connections=200"];

const logFile = (place: Place) => join(place.home, "log");
const passwordFile = (place: Place) => join(place.home, "password");

/**
 * Makes the data folder unless it is there. Made beside its place and renamed when complete, so that a start
 * that is killed half-way leaves nothing that looks like a database.
 *
 * The password is random and lies in a file that only its owner reads. "trust" on loopback would let every
 * account of the machine in as a superuser, who can run programs.
 */
export function initialise(place: Place, options: { durable: boolean }): void {
  if (existsSync(join(dataFolder(place), "PG_VERSION"))) return;
  const half = `${dataFolder(place)}.new`;
  rmSync(half, { recursive: true, force: true });
  writeFileSync(passwordFile(place), randomBytes(PASSWORD_BYTES).toString("hex"), { mode: 0o600 });
  if (place.account) chownSync(passwordFile(place), place.account.uid, place.account.gid);
  const made = spawnSync(program(place.native, "initdb"), initialArguments(place, half, options), {
    ...runAs(place.account),
    cwd: place.home,
    encoding: "utf8",
    env: cleanEnvironment(),
  });
  if (made.status !== 0)
    throw new Error(`initdb failed: ${made.error ?? ""}${made.stderr}${made.stdout}`.trim());
  renameSync(half, dataFolder(place));
}

/** PostgreSQL's own locale provider needs no locale of the operating system: sorting is the same everywhere. */
function initialArguments(place: Place, folder: string, { durable }: { durable: boolean }): string[] {
  return [
    ...["-D", folder, "-U", SUPERUSER, `--pwfile=${passwordFile(place)}`, "--auth=scram-sha-256"],
    ...["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"],
    ...(durable ? [] : ["--no-sync"]),
  ];
}

/** PG… variables of the person's shell would change what the server does. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("PG"));
  return { ...Object.fromEntries(kept), NODE_ENV: process.env.NODE_ENV, LC_ALL: "C", TZ: "UTC" };
}

/** Starts PostgreSQL on that port and answers when it accepts connections; null when somebody has the port. */
export async function launch(
  place: Place,
  options: { port: number; durable: boolean },
): Promise<{ pid: number; child: ChildProcess } | null> {
  const end = performance.now() + START_TIMEOUT_MS;
  while (true) {
    const { server, said } = await tryToLaunch(place, options);
    if (server) return server;
    if (/could not bind|could not create any TCP/.test(said)) return null;
    if (!isStillEnding(place, said) || performance.now() > end)
      throw new Error(`PostgreSQL did not start. It said:\n${said}`);
    await wait(POLL_MS);
  }
}

async function tryToLaunch(
  place: Place,
  options: { port: number; durable: boolean },
): Promise<{ server: { pid: number; child: ChildProcess } | null; said: string }> {
  clearStalePidFile(place);
  const logStart = startLog(place);
  const output = openSync(logFile(place), "a", 0o600);
  const child = spawn(program(place.native, "postgres"), serverArguments(place, options), {
    ...runAs(place.account),
    cwd: place.home,
    env: cleanEnvironment(),
    detached: true,
    stdio: ["ignore", output, output],
  });
  child.unref();
  const ready = await waitUntilReady(place, child);
  const said = readFileSync(logFile(place), "utf8").slice(logStart).trim();
  return { server: ready && child.pid ? { pid: child.pid, child } : null, said };
}

function serverArguments(place: Place, { port, durable }: { port: number; durable: boolean }): string[] {
  const settings = [
    ...[`port=${port}`, "listen_addresses=127.0.0.1", "unix_socket_directories="],
    ...["timezone=UTC", "log_timezone=UTC", "synchronous_commit=on"],
    ...(durable ? [] : FAST_SETTINGS),
  ];
  return ["-D", dataFolder(place), ...settings.flatMap((setting) => ["-c", setting])];
}

function startLog(place: Place): number {
  const size = statSync(logFile(place), { throwIfNoEntry: false })?.size ?? 0;
  if (size <= LOG_BYTES_MAX) return size;
  truncateSync(logFile(place));
  return 0;
}

async function waitUntilReady(place: Place, child: ChildProcess): Promise<boolean> {
  let ended = false;
  child.once("exit", () => {
    ended = true;
  });
  child.once("error", () => {
    ended = true;
  });
  const end = performance.now() + START_TIMEOUT_MS;
  while (!ended && performance.now() < end) {
    if (isReady(place, child.pid)) return true;
    await wait(POLL_MS);
  }
  if (!ended && child.pid) signal(child.pid, "SIGQUIT");
  return false;
}

function isReady(place: Place, pid: number | undefined): boolean {
  try {
    const lines = readFileSync(join(dataFolder(place), "postmaster.pid"), "utf8").split("\n");
    return Number(lines[0]) === pid && lines[7]?.trim() === "ready";
  } catch {
    return false;
  }
}

/**
 * Ends PostgreSQL: sessions are cut, everything committed is on disk. SIGQUIT leaves the tidying to the next
 * start; it is for databases that are removed anyway, and when tidying takes too long.
 */
export async function halt(pid: number, how: "SIGINT" | "SIGQUIT" = "SIGINT"): Promise<void> {
  signal(pid, how);
  if (await waitForEnd(pid, STOP_TIMEOUT_MS)) return;
  signal(pid, "SIGQUIT");
  await waitForEnd(pid, STOP_TIMEOUT_MS);
}

/** The address of the server's database of that name. */
export function addressOf(place: Place, port: number, database: string): string {
  const password = readFileSync(passwordFile(place), "utf8").trim();
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}
