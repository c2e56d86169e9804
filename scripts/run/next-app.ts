import { setTimeout as wait } from "node:timers/promises";
import { nextProgram } from "./build";
import { type Child, startChild } from "./children";

const POLL_MS = 50;
const PRODUCTION_ERROR = 500;

/**
 * Next's dev server leaves a process behind that reports the session, also when reports are switched off; asked to
 * print reports instead, it does that before it ends. It also gives itself only 0.1 s to keep what it compiled.
 */
const DEV_SETTINGS = { NEXT_TELEMETRY_DEBUG: "1", NEXT_EXIT_TIMEOUT_MS: "5000" };
const REPORTS = /^\[telemetry\] \{[\s\S]*?^\}\n?/gm;

export type Mode = "dev" | "production";

/** The running app and what it said while it started. */
export type RunningApp = {
  child: Child;
  /** From now on everything it says is heard; until then it is kept for `said`. */
  letSpeak(): void;
  said(): string;
};

type Options = {
  mode: Mode;
  port: number;
  /** The address to listen on; null for all of them. */
  host: string | null;
  env: Record<string, string | undefined>;
  hear: (text: string) => void;
};

/** Starts Next. Its banner names an address that our summary names better, so it is kept back. */
export function startApp({ mode, port, host, env, hear }: Options): RunningApp {
  let speaking = false;
  let kept = "";
  const child = startChild({
    name: "app",
    args: [
      ...[nextProgram(), mode === "dev" ? "dev" : "start", "-p", String(port)],
      ...(host ? ["-H", host] : []),
    ],
    env: {
      ...process.env,
      ...env,
      NODE_ENV: mode === "dev" ? "development" : "production",
      NEXT_TELEMETRY_DISABLED: "1",
      ...(mode === "dev" ? DEV_SETTINGS : {}),
      ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}),
    },
    output(text) {
      if (speaking) hear(text.replace(REPORTS, ""));
      else kept += text;
    },
  });
  return {
    child,
    letSpeak() {
      speaking = true;
    },
    said: () => kept,
  };
}

/** Asks for the first page until it comes. The answer is its status: a page with a fault is an answer too. */
export async function firstPage(app: RunningApp, port: number): Promise<number> {
  let ended = false;
  void app.child.ended.then(() => {
    ended = true;
  });
  while (!ended) {
    const response = await fetch(`http://127.0.0.1:${port}/`, { redirect: "manual" }).catch(() => null);
    if (response) {
      await response.arrayBuffer();
      return response.status;
    }
    await wait(POLL_MS);
  }
  throw new Error(`the app did not start. It said:\n${app.said().trim()}`);
}

export function isFault(status: number): boolean {
  return status >= PRODUCTION_ERROR;
}
