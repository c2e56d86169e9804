import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { now } from "@/lib/platform/clock";
import { leaseEnd } from "./begin-run";
import { type Run, RunTaken } from "./run";
import type { Counted } from "./step";

/**
 * What a page brought: which objects our rows have, which differ in nothing, what Stripe's side counts, and where the
 * walk goes on.
 */
export type Progress = {
  seen: string[];
  same: string[];
  counted: Counted[];
  listed: number;
  step: string;
  cursor: string | null;
};

/** Writes a page down and moves the run behind it, in one transaction; the run is as the row then is. */
export async function moveRun(
  run: Run,
  { seen, same, counted, listed, step, cursor }: Progress,
): Promise<void> {
  const totals = addTotals(run.totals, counted);
  await inTransaction(async (tx) => {
    const [moved] = await tx`
      update reconciliation_runs set step = ${step}, cursor = ${cursor}, stripe_totals = ${tx.json(totals)},
        listed_count = ${run.listed + listed}, leased_until = ${leaseEnd()}, trouble = null, updated_at = ${now()}
      where id = ${run.id} and lease = ${run.lease} and state = 'running' returning id`;
    if (!moved) throw new RunTaken(run.id);
    await insertSeen(tx, run.id, seen);
    await concludeInterrupted(tx, run.id, same);
  });
  Object.assign(run, { step, cursor, totals, listed: run.listed + listed });
}

async function insertSeen(tx: Tx, runId: string, seen: readonly string[]): Promise<void> {
  if (seen.length === 0) return;
  await tx`
    insert into reconciliation_seen (run_id, object_id)
    select ${runId}::uuid, seen.id from unnest(${[...seen]}::text[]) seen (id) on conflict do nothing`;
}

/** A page that is read again after a crash may have been healed before the finding could say so. */
async function concludeInterrupted(tx: Tx, runId: string, same: readonly string[]): Promise<void> {
  if (same.length === 0) return;
  await tx`
    update reconciliation_findings set action = 'healed', updated_at = ${now()}
    where run_id = ${runId} and action = 'open' and object_id = any(${[...same]})`;
}

/** The key of a total: what is counted, and in which currency. */
function totalKey({ what, currency }: Pick<Counted, "what" | "currency">): string {
  return `${what} ${currency}`;
}

function addTotals(totals: Run["totals"], counted: readonly Counted[]): Run["totals"] {
  const sums = { ...totals };
  for (const one of counted) {
    const { count, sumMinor } = sums[totalKey(one)] ?? { count: 0, sumMinor: 0 };
    sums[totalKey(one)] = { count: count + 1, sumMinor: sumMinor + one.amountMinor };
  }
  return sums;
}
