import { appendFileSync, cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { makeTemporaryFolder } from "@/db/embedded/place";
import { findBrowser } from "./browser";
import { tailOf } from "./children";
import { run } from "./command";
import { CHECKOUT } from "./folders";
import { say } from "./progress";
import { prepareStack, type Stack, startStack } from "./stack";
import { Stoppers } from "./stoppers";
import { readTally, type Tally, tallyPlaywright } from "./tally";

/** Away from the usual ones, so that the app may run beside its tests. */
const PORTS = { app: 3100, database: 5500, emulator: 12_200 };
const OURS =
  /^(DATABASE_URL|STRIPE_|APP_URL|AUTH_SECRET|ADMIN_EMAILS|CRON_SECRET|METRICS_|ENCRYPTION_|SMTP_|VERCEL)/;
/** Whoever signs up with it and reads its mails is an operator. */
const OPERATOR = "operator@example.com";
/** Also those that only a .env file would set: Next does not read what is set already, be it to nothing. */
const EMPTIED =
  "DATABASE_URL STRIPE_SECRET_KEY STRIPE_PUBLISHABLE_KEY STRIPE_API_BASE STRIPE_WEBHOOK_SECRET APP_URL AUTH_SECRET ADMIN_EMAILS CRON_SECRET METRICS_TOKEN ENCRYPTION_KEYS SMTP_URL".split(
    " ",
  );

/**
 * Runs the browser tests against the production build, a fresh database and a fresh emulator, none of which
 * knows anything of the person's own settings: a test must never reach a real account. The build must be there.
 */
export async function runBrowserTests(filters: string[]): Promise<Tally> {
  const folder = makeTemporaryFolder("topup-e2e-");
  const stoppers = new Stoppers();
  const end = () => void stoppers.stop().then(() => process.exit(1));
  process.once("SIGINT", end).once("SIGTERM", end);
  const logFile = join(folder, "app.log");
  const hear = (text: string) => appendFileSync(logFile, text);
  try {
    const browser = findBrowser();
    const source = withoutOurs(process.env);
    const options = {
      mode: "production",
      command: "npm test",
      folder,
      source,
      ports: PORTS,
      hear,
      throwAway: true,
    } as const;
    const stack = await startStack(prepareStack(options), stoppers);
    stack.app.letSpeak();
    return await runPlaywright(stack, browser, folder, filters, stoppers);
  } finally {
    await stoppers.stop();
    process.off("SIGINT", end).off("SIGTERM", end);
    rmSync(folder, { recursive: true, force: true });
  }
}

function withoutOurs(source: NodeJS.ProcessEnv): NodeJS.Dict<string> {
  const rest = Object.entries(source).filter(([name]) => !OURS.test(name) && name !== "PORT");
  const emptied = Object.fromEntries(EMPTIED.map((name) => [name, ""]));
  return { ...Object.fromEntries(rest), ...emptied, ADMIN_EMAILS: OPERATOR };
}

async function runPlaywright(
  stack: Stack,
  browser: string,
  folder: string,
  filters: string[],
  stoppers: Stoppers,
): Promise<Tally> {
  const report = join(folder, "report.json");
  const program = join(CHECKOUT, "node_modules/@playwright/test/cli.js");
  const settings = {
    ...stack.settings,
    APP_URL: stack.address,
    NODE_ENV: "test",
    PLAYWRIGHT_CHROMIUM_PATH: browser,
    E2E_REPORT: report,
  };
  const exitCode = await run(process.execPath, [program, "test", ...filters], settings, stoppers);
  const tally = readTally(report, exitCode, tallyPlaywright);
  if (tally.failed > 0) showLogs(folder);
  return tally;
}

/** The stack's own words, for finding out why; kept where Playwright keeps its traces. */
function showLogs(folder: string): void {
  const kept = join(CHECKOUT, "test-results/logs");
  mkdirSync(kept, { recursive: true });
  for (const name of ["app.log", "emulator.log"]) {
    const tail = tailOf(join(folder, name));
    if (!tail) continue;
    cpSync(join(folder, name), join(kept, name));
    say(`\nLast lines of ${name} (all in test-results/logs):\n${tail}`);
  }
}
