import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll } from "vitest";
import type { RunningEmulator } from "../start";
import { SECRET_KEY, until } from "./harness";

const PROGRAM = "node_modules/.bin/stripe";

const home = mkdtempSync(join(tmpdir(), "stripe-cli-"));
const groups = new Set<number>();
afterAll(() => {
  for (const group of groups) end(group, "SIGKILL");
  rmSync(home, { recursive: true, force: true });
});

const env = {
  ...process.env,
  STRIPE_API_KEY: SECRET_KEY,
  STRIPE_CLI_TELEMETRY_OPTOUT: "1",
  XDG_CONFIG_HOME: home,
  HOME: home,
};

/** Runs a command of the official Stripe CLI, unmodified, against an emulator; answers what it printed. */
export async function runCli(running: RunningEmulator, ...args: string[]): Promise<string> {
  return (await promisify(execFile)(PROGRAM, [...args, "--api-base", running.url], { env })).stdout;
}

export interface Listening {
  /** Everything it printed so far, on both streams. */
  said(): string;
  /** Asks it to end as Ctrl-C does. */
  stop(): Promise<void>;
}

/** `stripe listen`, ready. It is started by a script that waits for it, so a signal goes to both. */
export async function startListening(running: RunningEmulator, ...args: string[]): Promise<Listening> {
  const all = ["listen", "--skip-update", "--api-base", running.url, ...args];
  const child = spawn(PROGRAM, all, { env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const group = child.pid ?? 0;
  groups.add(group);
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (more: string) => {
      text += more;
    });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  await until(() => text.includes("Ready!"));
  return {
    said: () => text,
    async stop() {
      end(group, "SIGINT");
      await ended;
      groups.delete(group);
    },
  };
}

function end(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // It has ended by itself.
  }
}
