import { expect, test } from "vitest";
import { readTally, sum, tallyChaos, tallyPlaywright, tallyVitest } from "./tally";

const file = (status: string, ...tests: string[]) => ({
  status,
  name: `${process.cwd()}/lib/a.test.ts`,
  message: tests.length > 0 ? "" : "no such import",
  assertionResults: tests.map((one) => ({
    status: one,
    fullName: `a promise that ${one}`,
    failureMessages: one === "failed" ? ["\u001b[31mexpected 1, got 2\u001b[39m\n  at line 3"] : [],
  })),
});

test("a file that breaks before its tests counts as one failure", () => {
  const report = {
    ...{ numPassedTests: 2, numFailedTests: 1, numPendingTests: 3 },
    testResults: [file("failed"), file("failed", "failed", "passed"), file("passed", "passed")],
  };
  expect(tallyVitest(report)).toEqual({
    ...{ passed: 2, failed: 2, skipped: 3 },
    failures: [
      "lib/a.test.ts\n    no such import",
      "lib/a.test.ts › a promise that failed\n    expected 1, got 2\n      at line 3",
    ],
  });
});

test("a browser test that only passed the second time counts as failed", () => {
  const spec = (title: string, ok: boolean, ...messages: (string | null)[]) => ({
    ...{ title, ok, file: "buy.spec.ts" },
    tests: [{ results: messages.map((message) => (message ? { error: { message } } : {})) }],
  });
  const specs = [
    spec("fails", false, "no heading"),
    spec("passes", true, null),
    spec("wavers", true, "slow", null),
  ];
  const report = {
    stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 0 },
    errors: [],
    suites: [{ specs: [], suites: [{ specs }] }],
  };
  expect(tallyPlaywright(report)).toEqual({
    ...{ passed: 5, failed: 2, skipped: 0 },
    failures: ["buy.spec.ts › fails\n    no heading", "buy.spec.ts › wavers\n    slow"],
  });
});

test("a runner that leaves no report has failed", () => {
  expect(readTally("/nowhere/report.json", 0, tallyVitest)).toEqual({
    ...{ passed: 0, failed: 1, skipped: 0 },
    failures: [],
  });
});

test("totals are the sums of their parts", () => {
  const one = { passed: 1, failed: 2, skipped: 3, failures: ["a"] };
  expect(sum([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6, failures: ["a", "a"] });
});

test("each thing that must hold after chaos is one test, and a failure names the seed", () => {
  const checks = [
    { name: "no order was charged twice", found: [] },
    { name: "every spend is there", found: ["spend 1 is gone", "spend 2 is gone"] },
  ];
  expect(tallyChaos({ seed: 7, counts: {}, checks })).toEqual({
    ...{ passed: 1, failed: 1, skipped: 0 },
    failures: ["chaos, seed 7 › every spend is there\n    spend 1 is gone\n    spend 2 is gone"],
  });
});
