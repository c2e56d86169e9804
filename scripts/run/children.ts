import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { signal, waitForEnd } from "@/db/embedded/processes";
import { endWithMe, forgetTarget } from "@/db/embedded/watchdog";
import { CHECKOUT } from "./folders";

const END_TIMEOUT_MS = 8_000;
const TAIL_LINES = 40;

/** A process of ours with everything that it starts in turn, which is one group. */
export type Child = {
  pid: number;
  name: string;
  /** Settles when the process is gone. */
  ended: Promise<number>;
  stop(): Promise<void>;
};

type Settings = {
  name: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  /** A file for what it says, or a listener that hears it. */
  output: string | ((text: string) => void);
};

/**
 * Starts a Node program in a group of its own, so that Ctrl-C in the terminal reaches only us and we can end
 * things in their order, database last. The watchdog ends the group should we be killed.
 */
export function startChild({ name, args, env, output }: Settings): Child {
  const file = typeof output === "string" ? openSync(output, "a", 0o600) : null;
  const stdio: SpawnOptions["stdio"] = file === null ? ["ignore", "pipe", "pipe"] : ["ignore", file, file];
  const child = spawn(process.execPath, args, { cwd: CHECKOUT, env, detached: true, stdio });
  if (file !== null) closeSync(file);
  if (typeof output === "function") listen(child, output);
  const { pid } = child;
  if (!pid) throw new Error(`${name} could not be started`);
  endWithMe(-pid, "TERM");
  const ended = new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
  return { pid, name, ended, stop: () => stopGroup(pid) };
}

function listen(child: ChildProcess, hear: (text: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", hear);
}

async function stopGroup(pid: number): Promise<void> {
  signal(-pid, "SIGTERM");
  if (!(await waitForEnd(pid, END_TIMEOUT_MS))) signal(-pid, "SIGKILL");
  forgetTarget(-pid);
}

/** The last lines of a log, for telling why something went wrong. */
export function tailOf(file: string): string {
  try {
    return readFileSync(file, "utf8").trimEnd().split("\n").slice(-TAIL_LINES).join("\n");
  } catch {
    return "";
  }
}
