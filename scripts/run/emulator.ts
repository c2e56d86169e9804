import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { type Child, startChild, tailOf } from "./children";
import { CHECKOUT } from "./folders";

const POLL_MS = 25;

/** Our stand-in for Stripe, on its way. */
export type StartedEmulator = { child: Child; address: string; untilReady: () => Promise<void> };

/** Starts the emulator as a process of its own, at the address that the app's settings name. */
export function startEmulator(folder: string, settings: Record<string, string | undefined>): StartedEmulator {
  const data = join(folder, "emulator");
  mkdirSync(data, { recursive: true });
  const logFile = join(folder, "emulator.log");
  const address = settings.STRIPE_API_BASE ?? "";
  const child = startChild({
    name: "emulator",
    args: ["--import", typeScriptLoader(), join(CHECKOUT, "emulator/server.ts")],
    env: {
      ...process.env,
      EMULATOR_PORT: new URL(address).port,
      EMULATOR_DATA: data,
      EMULATOR_WEBHOOK_URL: `http://127.0.0.1:${settings.PORT}/stripe/subscription-webhook`,
      EMULATOR_WEBHOOK_SECRET: settings.STRIPE_WEBHOOK_SECRET?.split(",")[0]?.trim(),
    },
    output: logFile,
  });
  return { child, address, untilReady: () => untilItAnswers(address, child, logFile) };
}

/** The installed tsx as a loader: no wrapper process, and no dependence on where npm put the command. */
export function typeScriptLoader(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
}

async function untilItAnswers(address: string, child: Child, logFile: string): Promise<void> {
  let ended = false;
  void child.ended.then(() => {
    ended = true;
  });
  while (!ended) {
    const answer = await fetch(address).catch(() => null);
    if (answer) return;
    await wait(POLL_MS);
  }
  throw new Error(`the emulator did not start. It said:\n${tailOf(logFile)}`);
}
