import nextEnv from "@next/env";
import { commandOf, identityOf, isAlive, parentOf } from "@/db/embedded/processes";
import { now } from "@/lib/platform/clock";
import { buildApp, whyBuild } from "./build";
import { CHECKOUT, dataFolder, shownPath } from "./folders";
import { sayMissedEvents } from "./missed-events";
import { isFault, type Mode } from "./next-app";
import { say, seconds, step } from "./progress";
import { prepareStack, type Stack, startStack } from "./stack";
import { Stoppers } from "./stoppers";
import { summary } from "./summary";

const WATCH_MS = 500;
const ANCESTORS_MAX = 4;

/** `npm run dev` and `npm start`: starts everything, says where it is, and ends everything when it is asked to. */
export async function serve(mode: Mode): Promise<void> {
  const start = performance.now();
  const startedAt = now();
  // Next reads .env files itself; what they hold must be known here before anything is stood in for.
  nextEnv.loadEnvConfig(CHECKOUT, mode === "dev", { info: () => {}, error: say });
  const stoppers = new Stoppers();
  endOnRequest(stoppers);
  try {
    say(`Topup (${mode === "dev" ? "development" : "production build"})`);
    const prepared = prepareStack(stackOptions(mode));
    if (mode === "production") await ensureBuild();
    const stack = await startStack(prepared, stoppers);
    say(summary(stack, shownPath(dataFolder()), seconds(performance.now() - start)));
    if (isFault(stack.firstPageStatus)) say(`The first page has a fault:\n${stack.app.said().trim()}`);
    stack.app.letSpeak();
    void sayMissedEvents(stack, startedAt, stoppers);
    await endWhenBroken(stack, stoppers);
  } catch (error) {
    if (stoppers.stopping) return;
    await fail(error, stoppers);
  }
}

function stackOptions(mode: Mode) {
  const flag = process.argv.indexOf("--host");
  return {
    mode,
    command: mode === "dev" ? "npm run dev" : "npm start",
    folder: dataFolder(),
    source: process.env,
    host: flag > 0 ? process.argv[flag + 1] : undefined,
    hear: (text: string) => process.stdout.write(text),
  };
}

async function ensureBuild(): Promise<void> {
  const reason = whyBuild();
  if (!reason) return;
  say(`  building, because ${reason}`);
  await step("build", () => buildApp());
}

async function endWhenBroken(stack: Stack, stoppers: Stoppers): Promise<void> {
  const child = await stack.broken;
  if (!stoppers.stopping) await fail(new Error(`The ${child.name} ended by itself.`), stoppers);
}

async function fail(error: unknown, stoppers: Stoppers): Promise<void> {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  await stoppers.stop();
  process.exit(1);
}

/** Ctrl-C, a closed terminal, a polite kill, or the death of the npm that started us. A second Ctrl-C does not wait. */
function endOnRequest(stoppers: Stoppers): void {
  const end = async (reason: string) => {
    if (stoppers.stopping) process.exit(1);
    say(`\nStopping (${reason}) ...`);
    await stoppers.stop();
    process.exit(0);
  };
  process.on("SIGINT", () => void end("Ctrl-C"));
  process.on("SIGTERM", () => void end("asked to"));
  process.on("SIGHUP", () => void end("terminal closed"));
  const starters = findStarters();
  setInterval(() => {
    if (
      !stoppers.stopping &&
      starters.some((one) => !isAlive(one.pid) || identityOf(one.pid) !== one.identity)
    )
      void end("the command that started it is gone");
  }, WATCH_MS).unref();
}

/** The processes between us and npm, npm included: killing one of them hard must not leave us behind. */
function findStarters(): { pid: number; identity: string | null }[] {
  const chain: number[] = [];
  for (let pid = parentOf(process.pid); pid && pid > 1 && chain.length < ANCESTORS_MAX; pid = parentOf(pid)) {
    chain.push(pid);
    if (/\bnpm\b/.test(commandOf(pid) ?? ""))
      return chain.map((one) => ({ pid: one, identity: identityOf(one) }));
  }
  return [];
}
