import { expect, test } from "vitest";
import { readTally, sum, tallyPlaywright, tallyVitest } from "./tally";

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
});

test("a file that breaks before its tests counts as one failure", () => {
  const report = {
    ...{ numPassedTests: 2, numFailedTests: 1, numPendingTests: 3 },
    testResults: [file("failed"), file("failed", "failed", "passed"), file("passed", "passed")],
  };
  expect(tallyVitest(report)).toEqual({ passed: 2, failed: 2, skipped: 3 });
});

test("a browser test that only passed the second time counts as failed", () => {
  const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 0 }, errors: [] };
  expect(tallyPlaywright(report)).toEqual({ passed: 5, failed: 2, skipped: 0 });
});

test("a runner that leaves no report has failed", () => {
  expect(readTally("/nowhere/report.json", 0, tallyVitest)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("totals are the sums of their parts", () => {
  const one = { passed: 1, failed: 2, skipped: 3 };
  expect(sum([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 });
});
