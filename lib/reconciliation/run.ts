import type { ReconciledTotals } from "@/db/schema/reconciliation";

/** One comparison under way: what it covers, and where it is. `lease` is ours for as long as nobody took it over. */
export type Run = {
  id: string;
  livemode: boolean;
  days: number | null;
  since: Date | null;
  until: Date;
  step: string;
  cursor: string | null;
  totals: ReconciledTotals;
  listed: number;
  lease: string;
  startedAt: Date;
  /** Until when this process may work at it, in milliseconds; it is not stored. */
  deadline: number;
};

/** Somebody else goes on with the run: this process was away for longer than its lease. */
export class RunTaken extends Error {
  constructor(runId: string) {
    super(`run_taken: somebody else goes on with reconciliation ${runId}`);
  }
}
