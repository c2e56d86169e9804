import { sql } from "@/db/client";
import type { ReconciledLine } from "@/db/schema/reconciliation";
import { agrees } from "./finish-run";
import type { Side } from "./step";

/** More are in the table; a report is to be read. */
const FINDINGS_MAX = 200;

/** A difference as it is told; times are ISO 8601 texts, money in minor units. */
export type FindingView = {
  kind: string;
  object: string;
  objectId: string;
  walletId: string | null;
  stripe: Side | null;
  ours: Side | null;
  action: "open" | "healed" | "left";
  said: string | null;
  foundAt: string;
};

/** What a comparison came to. `ok`: it reached its end, nothing is left different, and all sums agree. */
export type Report = {
  ok: boolean;
  runId: string;
  livemode: boolean;
  /** How many days back; null for everything. */
  days: number | null;
  since: string | null;
  until: string;
  state: "running" | "finished" | "abandoned";
  /** Why it stopped short of its end; null when it did not. */
  trouble: string | null;
  listed: number;
  healed: number;
  left: number;
  proof: (ReconciledLine & { agrees: boolean })[];
  findings: FindingView[];
  startedAt: string;
  finishedAt: string | null;
};

type RunRow = Omit<Report, "ok" | "proof" | "findings" | "since" | "until" | "startedAt" | "finishedAt"> & {
  isZero: boolean | null;
  proof: ReconciledLine[] | null;
  since: Date | null;
  until: Date;
  startedAt: Date;
  finishedAt: Date | null;
};

/** The report of a run, as far as it has come; it must be there. */
export async function readReport(runId: string): Promise<Report> {
  const report = await findReport(runId);
  if (!report) throw new Error(`run_missing: ${runId} was written by this process`);
  return report;
}

/** The same, for an id from outside; null when there is no such run. */
export async function findReport(runId: string): Promise<Report | null> {
  const [run] = await sql()<RunRow[]>`
    select id as "runId", livemode, days, since, until, state, trouble, listed_count as listed, is_zero as "isZero",
      (select count(*)::int from reconciliation_findings where run_id = runs.id and action = 'healed') as healed,
      (select count(*)::int from reconciliation_findings where run_id = runs.id and action <> 'healed') as left,
      proof, started_at as "startedAt", finished_at as "finishedAt"
    from reconciliation_runs runs where id = ${runId}`;
  if (!run) return null;
  const findings = await listFindings(runId);
  const { isZero, ...told } = run;
  return {
    ok: isZero === true,
    ...told,
    since: run.since?.toISOString() ?? null,
    until: run.until.toISOString(),
    proof: (run.proof ?? []).map((line) => ({ ...line, agrees: agrees(line) })),
    findings,
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
  };
}

async function listFindings(runId: string): Promise<FindingView[]> {
  const rows = await sql()<(Omit<FindingView, "foundAt"> & { foundAt: Date })[]>`
    select kind, object, object_id as "objectId", wallet_id as "walletId", stripe_side as stripe,
      our_side as ours, action, said, found_at as "foundAt"
    from reconciliation_findings where run_id = ${runId}
    order by action desc, found_at, id limit ${FINDINGS_MAX}`;
  return rows.map((row) => ({ ...row, foundAt: row.foundAt.toISOString() }));
}
