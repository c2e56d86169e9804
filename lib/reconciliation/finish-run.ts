import type { ReconciledLine } from "@/db/schema/reconciliation";
import { inTransaction } from "@/db/transaction";
import { now } from "@/lib/platform/clock";
import { type Run, RunTaken } from "./run";
import type { OurSum } from "./step";

const NOTHING = { count: 0, sumMinor: 0 };

/** The proof: what Stripe's side added up to beside what our rows add up to, for each thing and currency. Pure. */
export function prove(totals: Run["totals"], ours: readonly OurSum[]): ReconciledLine[] {
  const lines = new Map<string, ReconciledLine>();
  for (const [key, stripe] of Object.entries(totals)) {
    const [what = "", currency = ""] = key.split(" ");
    lines.set(key, { what, currency, stripe, ours: NOTHING });
  }
  for (const { what, currency, count, sumMinor } of ours) {
    const key = `${what} ${currency}`;
    const stripe = lines.get(key)?.stripe ?? NOTHING;
    lines.set(key, { what, currency, stripe, ours: { count, sumMinor } });
  }
  return [...lines.values()].toSorted((one, other) =>
    `${one.what} ${one.currency}` < `${other.what} ${other.currency}` ? -1 : 1,
  );
}

/** Whether both sides of every line are the same, to the last minor unit. */
export function agrees({ stripe, ours }: ReconciledLine): boolean {
  return stripe.count === ours.count && stripe.sumMinor === ours.sumMinor;
}

/**
 * Writes the proof and ends the run. It is zero when nothing is left different and all sums agree: either alone could
 * miss what the other sees.
 */
export async function finishRun(run: Run, proof: ReconciledLine[]): Promise<void> {
  await inTransaction(async (tx) => {
    await tx`
      update reconciliation_findings set action = 'left', updated_at = ${now()}
      where run_id = ${run.id} and action = 'open'`;
    const [count] = await tx<{ healed: number; left: number }[]>`
      select count(*) filter (where action = 'healed')::int as healed,
        count(*) filter (where action = 'left')::int as left
      from reconciliation_findings where run_id = ${run.id}`;
    const { healed, left } = count ?? { healed: 0, left: 0 };
    const isZero = left === 0 && proof.every(agrees);
    const [ended] = await tx`
      update reconciliation_runs set state = 'finished', proof = ${tx.json(proof)}, is_zero = ${isZero},
        healed_count = ${healed}, left_count = ${left}, trouble = null, leased_until = ${now()},
        updated_at = ${now()}, finished_at = ${now()}
      where id = ${run.id} and lease = ${run.lease} and state = 'running' returning id`;
    if (!ended) throw new RunTaken(run.id);
    await tx`delete from reconciliation_seen where run_id = ${run.id}`;
  });
}

/** Says why the run stopped short, and leaves it to the next one to go on from there. */
export async function pauseRun(run: Run, trouble: string): Promise<void> {
  await inTransaction(
    (tx) => tx`
      update reconciliation_runs set trouble = ${trouble}, leased_until = ${now()}, updated_at = ${now()}
      where id = ${run.id} and lease = ${run.lease} and state = 'running'`,
  );
}
