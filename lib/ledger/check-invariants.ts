import { sql, type Tx } from "@/db/client";
import { CORRECTIONS } from "./invariants/corrections";
import { EVENTS } from "./invariants/events";
import { HISTORY } from "./invariants/history";
import { HOLDS } from "./invariants/holds";
import type { Invariant } from "./invariants/invariant";
import { PAYMENTS } from "./invariants/payments";
import { PLANS } from "./invariants/plans";
import { REVERSALS } from "./invariants/reversals";
import { TOTALS } from "./invariants/totals";

/** Enough of what is broken to find the cause; a wide break would have millions of rows. */
const ROWS_MAX = 20;

export const INVARIANTS: readonly Invariant[] = [
  ...TOTALS,
  ...HISTORY,
  ...HOLDS,
  ...CORRECTIONS,
  ...PAYMENTS,
  ...PLANS,
  ...REVERSALS,
  ...EVENTS,
];

export type Violation = { invariant: string; sentence: string; rows: Record<string, unknown>[] };

/**
 * Looks at the whole database for rows that break a promise of the ledger, and answers what it found: nothing,
 * if all is well. All queries see one moment, so it may run while people buy and spend. It reads everything:
 * for tests, scripts and a nightly job, not for a request.
 *
 * What it cannot notice is a committed transaction that was lost whole: then everything still agrees. Only an
 * outside witness can, which is why we also reconcile with Stripe.
 */
export async function checkInvariants(): Promise<Violation[]> {
  return sql().begin("isolation level repeatable read read only", (tx) =>
    findViolations(tx as unknown as Tx),
  );
}

/** The same within a transaction, which sees its own uncommitted changes. */
export async function findViolations(tx: Tx): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const { name, sentence, broken } of INVARIANTS) {
    const rows = await tx`select * from (${broken(tx)}) broken limit ${ROWS_MAX}`;
    if (rows.length > 0) violations.push({ invariant: name, sentence, rows: [...rows] });
  }
  return violations;
}
