import { readFileSync } from "node:fs";

/** How many tests passed and failed; `skipped` ones are neither and are said apart. */
export type Tally = { passed: number; failed: number; skipped: number };

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
};
type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
};

/** Vitest's report. A file that fails outside its tests, for example while it is imported, counts as one. */
export function tallyVitest(report: VitestReport): Tally {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests,
  };
}

/** Playwright's report. An error outside the tests counts as one. */
export function tallyPlaywright({ stats, errors }: PlaywrightReport): Tally {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
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
    }),
    NOTHING,
  );
}
