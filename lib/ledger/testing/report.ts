import { appendFileSync } from "node:fs";
import { afterAll, expect } from "vitest";
import { checkInvariants } from "../check-invariants";

/** What a proof has done, for those who want to know how hard it tried. */
export type Tally = {
  stories: number;
  operations: number;
  acknowledged: number;
  kills: number;
  crashes: number;
  violations: number;
};

/** Counts for this test file. `TOPUP_PROOF_REPORT` names the file to which they are added in the end. */
export function useTally(): Tally {
  const tally = { stories: 0, operations: 0, acknowledged: 0, kills: 0, crashes: 0, violations: 0 };
  afterAll(() => {
    const file = process.env.TOPUP_PROOF_REPORT;
    if (file) appendFileSync(file, `${JSON.stringify(tally)}\n`);
  });
  return tally;
}

/** Whatever the file did, it must end with every invariant holding. */
export function endWithInvariants(tally: Tally): void {
  afterAll(async () => {
    const violations = await checkInvariants();
    tally.violations += violations.length;
    expect(violations).toEqual([]);
  });
}
