import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/** The list of faults is a promise to its readers; this holds it to the tests that it names. */
const LIST = "docs/faults.md";
const ROWS = 52;

type Fault = { number: number; tests: { path: string; name: string }[] };

function readFaults(): Fault[] {
  const rows = readFileSync(LIST, "utf8").matchAll(/^\| (\d+) \|.*\|(.*)\|$/gm);
  return [...rows].map(([, number, tests = ""]) => ({
    number: Number(number),
    tests: [...tests.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, name = "", link = ""]) => ({
      path: join("docs", link),
      name,
    })),
  }));
}

/** Every name that a file gives to a test, as it is written there: `it("…"`, and `…)("…"` of `it.each`. */
function namesIn(path: string): Set<string> {
  if (!existsSync(path)) return new Set();
  const named = readFileSync(path, "utf8").matchAll(
    /(?:\b(?:it|test)|\))\(\s*(?:"((?:[^"\\]|\\.)+)"|`([^`]+)`)/g,
  );
  return new Set([...named].map(([, quoted, template]) => quoted ?? template ?? ""));
}

describe("the list of faults", () => {
  const faults = readFaults();

  it("has every row, in order", () => {
    expect(faults.map(({ number }) => number)).toEqual(Array.from({ length: ROWS }, (_, index) => index + 1));
  });

  it.each(faults)("names for fault $number tests that exist", ({ tests }) => {
    expect(tests).not.toEqual([]);
    expect(tests.filter(({ path, name }) => !namesIn(path).has(name))).toEqual([]);
  });
});
