import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { findFreePort } from "@/db/embedded/ports";
import { nextProgram } from "@/scripts/run/build";
import { type Child, startChild } from "@/scripts/run/children";
import { typeScriptLoader } from "@/scripts/run/emulator";
import { CHECKOUT } from "@/scripts/run/folders";

const BARE = join(CHECKOUT, "bench/bare-next");
const POLL_MS = 50;
const POLLS_MAX = 600;

export type Server = { url: string; child: Child };

let bareBuild: Promise<void> | undefined;

/**
 * Builds the bare application with the same Next as ours, once a run. By webpack: Turbopack looks for proxy.ts and
 * instrumentation.ts in the folders above as well, and would build ours into it.
 */
export function buildBare(): Promise<void> {
  bareBuild ??= buildBareNow();
  return bareBuild;
}

async function buildBareNow(): Promise<void> {
  let said = "";
  const child = startChild({
    name: "bare build",
    args: [nextProgram(), "build", "--webpack", BARE],
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    output: (text) => {
      said += text;
    },
  });
  if ((await child.ended) !== 0) throw new Error(`the bare application was not built:\n${said}`);
}

/** One `next start` process, of our application or of the bare one, with the same settings. */
export async function startNext(which: "topup" | "bare", env: Record<string, string>): Promise<Server> {
  const port = await findFreePort(which === "topup" ? 3400 : 3420);
  const folder = which === "topup" ? CHECKOUT : BARE;
  return start(which, [nextProgram(), "start", folder, "-p", String(port), "-H", "127.0.0.1"], port, {
    ...env,
    NODE_ENV: "production",
    APP_URL: `http://localhost:${port}`,
    PORT: String(port),
  });
}

/** The emulator with state on disk, as it is in development. */
export async function startBenchEmulator(folder: string): Promise<Server> {
  const port = await findFreePort(3440);
  const args = ["--import", typeScriptLoader(), join(CHECKOUT, "emulator/server.ts")];
  return start("emulator", args, port, { EMULATOR_PORT: String(port), EMULATOR_DATA: folder });
}

/** Stripe's objects by their ids and nothing else; see bench/canned-stripe.ts. */
export async function startCannedStripe(): Promise<Server> {
  const port = await findFreePort(3460);
  const args = ["--import", typeScriptLoader(), join(CHECKOUT, "bench/canned-stripe.ts")];
  return start("canned stripe", args, port, { PORT: String(port) });
}

async function start(
  name: string,
  args: string[],
  port: number,
  env: Record<string, string>,
): Promise<Server> {
  let said = "";
  const output = (text: string) => {
    said = (said + text).slice(-4_000);
  };
  const child = startChild({ name, args, env: { ...process.env, ...env }, output });
  const url = `http://127.0.0.1:${port}`;
  for (let poll = 0; poll < POLLS_MAX; poll++) {
    const answer = await fetch(url, { redirect: "manual" }).catch(() => null);
    if (answer) return { url, child };
    await wait(POLL_MS);
  }
  throw new Error(`${name} did not start:\n${said}`);
}
