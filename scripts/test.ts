import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runBrowserTests } from "./run/browser-tests";
import { buildApp } from "./run/build";
import { runChaosTests } from "./run/chaos-tests";
import { run } from "./run/command";
import { CHECKOUT } from "./run/folders";
import { say, seconds } from "./run/progress";
import { NOTHING, readTally, sum, type Tally, tallyVitest } from "./run/tally";

/** Long enough for every kind of trouble; `npm run test:chaos` goes on for as long as one likes. */
const CHAOS_SECONDS = 60;

type Outcome = { name: string; tally: Tally; took: string };

/** Runs one step. One that is no test, or breaks, counts as one failure. */
async function stepOf(name: string, work: () => Promise<Tally>): Promise<Outcome> {
  const start = performance.now();
  say(`\n== ${name}`);
  const tally = await work().catch((error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    return { ...NOTHING, failed: 1 };
  });
  const took = seconds(performance.now() - start);
  say(`== ${name}: ${tally.failed > 0 ? "failed" : "passed"} in ${took}`);
  return { name, tally, took };
}

async function runScript(name: string): Promise<Tally> {
  return { ...NOTHING, failed: (await run("npm", ["run", "--silent", name])) === 0 ? 0 : 1 };
}

/** Types that an old dev server wrote name pages that may be gone. */
async function checkTypes(): Promise<Tally> {
  rmSync(join(CHECKOUT, ".next/dev/types"), { recursive: true, force: true });
  return runScript("types");
}

async function runVitest(): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), "topup-report-"));
  const report = join(folder, "vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const program = join(CHECKOUT, "node_modules/vitest/vitest.mjs");
  const exitCode = await run(process.execPath, [program, "run", ...reporters]);
  const tally = readTally(report, exitCode, tallyVitest);
  rmSync(folder, { recursive: true, force: true });
  return tally;
}

async function runBuild(): Promise<Tally> {
  await buildApp();
  return NOTHING;
}

function report(outcomes: Outcome[]): number {
  say("");
  for (const { name, tally, took } of outcomes) {
    const counts = tally.passed + tally.failed + tally.skipped === 0 ? "ok" : describeTally(tally);
    say(`  ${name.padEnd(24)} ${took.padStart(8)}   ${counts}`);
  }
  const total = sum(outcomes.map((outcome) => outcome.tally));
  for (const failure of total.failures) say(`\n  failed: ${failure}`);
  say(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

function describeTally({ passed, failed, skipped }: Tally): string {
  return [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(", ");
}

/** `npm test`: every step runs even when an earlier one failed, except that browsers need a build. */
const outcomes = [
  await stepOf("types", checkTypes),
  await stepOf("lint", () => runScript("lint")),
  await stepOf("unit and database tests", runVitest),
  await stepOf("chaos", () => runChaosTests(CHAOS_SECONDS)),
  await stepOf("production build", runBuild),
];
if (outcomes.at(-1)?.tally.failed === 0)
  outcomes.push(await stepOf("browser tests", () => runBrowserTests([])));
else say("\n== browser tests: not run, because there is no build");
process.exit(report(outcomes));
