import { sql } from "@/db/client";
import { env } from "@/lib/platform/env";
import { clocksAgreeUntil } from "./window";

/** A run as a list shows it; times are ISO 8601 texts. `isZero` is null until it has ended. */
export type RunLine = {
  runId: string;
  livemode: boolean;
  days: number | null;
  state: "running" | "finished" | "abandoned";
  trouble: string | null;
  listed: number;
  healed: number;
  left: number;
  isZero: boolean | null;
  startedAt: string;
};

/** The latest runs, newest first. */
export async function listRuns({ limit }: { limit: number }): Promise<RunLine[]> {
  const rows = await sql()<(Omit<RunLine, "startedAt"> & { startedAt: Date })[]>`
    select id as "runId", livemode, days, state, trouble, listed_count as listed, healed_count as healed,
      left_count as left, is_zero as "isZero", started_at as "startedAt"
    from reconciliation_runs order by started_at desc, id desc limit ${limit}`;
  return rows.map((row) => ({ ...row, startedAt: row.startedAt.toISOString() }));
}

/** A proof that nothing differed: how far back it looked, and up to which moment. */
export type LastZero = { runId: string; days: number | null; until: string };

/** The last run of this mode that found Stripe and our rows the same, over at least so many days; null before any. */
export async function findLastZero({ daysAtLeast = 1 } = {}): Promise<LastZero | null> {
  const [row] = await sql()<(Omit<LastZero, "until"> & { until: Date })[]>`
    select id as "runId", days, until from reconciliation_runs
    where state = 'finished' and is_zero and livemode = ${env().stripe.livemode}
      and (days is null or days >= ${daysAtLeast}) and started_at <= ${clocksAgreeUntil()}
    order by started_at desc, id desc limit 1`;
  return row ? { ...row, until: row.until.toISOString() } : null;
}
