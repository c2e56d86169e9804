import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

/** How many tests passed and failed; `skipped` ones are neither and are said apart. `failures`: what failed and why. */
export type Tally = { passed: number; failed: number; skipped: number; failures: string[] };

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };

type VitestTest = { status: string; fullName: string; failureMessages: string[] };
type VitestFile = { status: string; name: string; message: string; assertionResults: VitestTest[] };
type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: VitestFile[];
};
type PlaywrightSpec = {
  ok: boolean;
  title: string;
  file: string;
  tests: { results: { error?: { message?: string } }[] }[];
};
type PlaywrightSuite = { specs: PlaywrightSpec[]; suites?: PlaywrightSuite[] };
type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: { message?: string }[];
  suites: PlaywrightSuite[];
};

/** Vitest's report. A file that fails outside its tests, for example while it is imported, counts as one. */
export function tallyVitest(report: VitestReport): Tally {
  const files = report.testResults.filter((file) => file.status === "failed");
  const broken = files.filter((file) => !file.assertionResults.some(hasFailed));
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests,
    failures: [
      ...broken.map((file) => describeFailure(file.name, file.message)),
      ...files.flatMap((file) =>
        file.assertionResults
          .filter(hasFailed)
          .map((test) => describeFailure(`${file.name} › ${test.fullName}`, test.failureMessages.join("\n"))),
      ),
    ],
  };
}

function hasFailed({ status }: VitestTest): boolean {
  return status === "failed";
}

const LINES_OF_A_FAILURE = 12;

/** What failed and the first lines of why, which is what a person needs who sees only the end of a long run. */
function describeFailure(name: string, message = ""): string {
  const lines = stripVTControlCharacters(message).trim().split("\n").slice(0, LINES_OF_A_FAILURE);
  return [name.replace(`${process.cwd()}/`, ""), ...lines.map((line) => `    ${line}`)].join("\n");
}

/** Playwright's report. An error outside the tests counts as one. */
export function tallyPlaywright({ stats, errors, suites }: PlaywrightReport): Tally {
  const failed = specsOf(suites).filter((spec) => !spec.ok || spec.tests.some(neededAnotherTry));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures: [
      ...errors.map((error) => describeFailure("outside the tests", error.message)),
      ...failed.map((spec) => describeFailure(`${spec.file} › ${spec.title}`, firstErrorOf(spec))),
    ],
  };
}

function specsOf(suites: PlaywrightSuite[] = []): PlaywrightSpec[] {
  return suites.flatMap((suite) => [...suite.specs, ...specsOf(suite.suites)]);
}

function neededAnotherTry({ results }: PlaywrightSpec["tests"][number]): boolean {
  return results.length > 1;
}

function firstErrorOf({ tests }: PlaywrightSpec): string | undefined {
  return tests.flatMap((test) => test.results).find((result) => result.error)?.error?.message;
}

export type ChaosReport = {
  seed: number;
  counts: Record<string, number>;
  checks: { name: string; found: string[] }[];
};

/** The report of `npm run test:chaos`: each thing that must hold after it is one test. A failure names the seed. */
export function tallyChaos({ seed, checks }: ChaosReport): Tally {
  const failed = checks.filter(({ found }) => found.length > 0);
  return {
    passed: checks.length - failed.length,
    failed: failed.length,
    skipped: 0,
    failures: failed.map(({ name, found }) =>
      describeFailure(`chaos, seed ${seed} › ${name}`, found.join("\n")),
    ),
  };
}

/** Reads a report; a runner that ends badly or without one has at least one failure. */
export function readTally<Report>(file: string, exitCode: number, tally: (report: Report) => Tally): Tally {
  const found = readReport(file, tally);
  const failed = exitCode !== 0 && found.failed === 0 ? 1 : found.failed;
  return { ...found, failed };
}

function readReport<Report>(file: string, tally: (report: Report) => Tally): Tally {
  try {
    return tally(JSON.parse(readFileSync(file, "utf8")) as Report);
  } catch {
    return { ...NOTHING, failed: 1 };
  }
}

export function sum(tallies: Tally[]): Tally {
  return tallies.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
      failures: [...total.failures, ...one.failures],
    }),
    NOTHING,
  );
}
