import { sql } from "@/db/client";
import { nowMs } from "@/lib/platform/clock";
import type { Env } from "@/lib/platform/env";
import { crons } from "@/vercel.json";
import { type Finding, found } from "./finding";
import { periodOf } from "./period-of";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Some hosts call anywhere within the hour, and a deployment may swallow a call. */
const LATE_AFTER_MS = 2 * HOUR_MS;
/** No call may take longer than the host lets it (five minutes); one that did not end by now was stopped. */
const CUT_OFF_AFTER_MS = 15 * MINUTE_MS;

type Call = { path: string; calledAt: Date; endedAt: Date | null; trouble: string | null };

/**
 * The schedules of `vercel.json`: when each was last heard from. A server that lives long does the same work itself
 * and needs none of them. Where some call elsewhere, all are expected to; when all have ceased, its host was another one
 * before, or a person tried them. Vercel calls the deployment of production and no preview (docs: cron-jobs).
 */
export async function checkCron(
  { hosted, cronSecret }: Env,
  source: Record<string, string | undefined> = process.env,
): Promise<Finding[]> {
  if (hosted && source.VERCEL_ENV?.trim() === "preview") return [found("cron_not_on_previews")];
  const calls = await sql()<Call[]>`
    select path, called_at as "calledAt", ended_at as "endedAt", trouble from cron_calls`;
  if (!hosted && calls.every(isLate)) return [found("cron_not_needed")];
  if (hosted && !cronSecret) return [found("cron_secret_missing")];
  const startedAt = await findFirstUse();
  const wrong = crons.flatMap(({ path }) => {
    const call = calls.find((one) => one.path === path);
    return call ? faultsOf(call) : [notHeard(path, startedAt)];
  });
  return wrong.length > 0 ? wrong : [found("cron_in_order", { count: crons.length })];
}

/** What no schedule names any more is expected by nobody. */
function lateAfterMs(path: string): number {
  const cron = crons.find((one) => one.path === path);
  return cron ? periodOf(cron.schedule) + LATE_AFTER_MS : 0;
}

function ageOf({ calledAt }: Call): number {
  return nowMs() - calledAt.getTime();
}

function isLate(call: Call): boolean {
  return ageOf(call) > lateAfterMs(call.path);
}

function faultsOf(call: Call): Finding[] {
  const { path, endedAt, trouble } = call;
  const ageMs = ageOf(call);
  if (isLate(call)) return [found("cron_late", { path, hours: Math.floor(ageMs / HOUR_MS) })];
  if (trouble) return [found("cron_failed", { path, trouble })];
  return endedAt === null && ageMs > CUT_OFF_AFTER_MS ? [found("cron_cut_off", { path })] : [];
}

/** In the first hours of a deployment its first call is still to come. */
function notHeard(path: string, startedAt: Date | null): Finding {
  const isNew = startedAt === null || nowMs() - startedAt.getTime() < lateAfterMs(path);
  return found(isNew ? "cron_not_heard_yet" : "cron_never_heard", { path });
}

/** Ids of wallets grow with time. */
async function findFirstUse(): Promise<Date | null> {
  const [row] = await sql()<{ at: Date }[]>`select created_at as at from wallets order by id limit 1`;
  return row?.at ?? null;
}
