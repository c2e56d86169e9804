import { nowMs } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { beginRun } from "./begin-run";
import { finishRun, pauseRun, prove } from "./finish-run";
import { StripeAway } from "./patience";
import { type Report, readReport } from "./read-report";
import type { Run } from "./run";
import { RunTaken } from "./run";
import { balanceTransactions } from "./steps/balance-transactions";
import { customers } from "./steps/customers";
import { invoices } from "./steps/invoices";
import { paymentIntents } from "./steps/payment-intents";
import { disputes, fraudWarnings, refunds } from "./steps/reversals";
import { stagesOf, walk } from "./walk";

const GRACE_MS = 10 * 60_000;

/** Customers first, for they say whose money is; what is said of money after the money; our own rows last. */
const STAGES_OF_STEPS = [
  stagesOf(customers),
  stagesOf(paymentIntents),
  stagesOf(invoices),
  stagesOf(refunds),
  stagesOf(disputes),
  stagesOf(fraudWarnings),
  stagesOf(balanceTransactions),
];
const STAGES = [
  ...STAGES_OF_STEPS.map(({ lists }) => lists),
  ...STAGES_OF_STEPS.flatMap(({ ours }) => (ours ? [ours] : [])),
];
const SUMS = [paymentIntents, invoices, refunds, disputes, fraudWarnings, balanceTransactions].map(
  ({ sumOurs }) => sumOurs,
);

/** How far back: so many days, or everything there ever was. */
export type Window = { days: number } | "all";

/**
 * Compares Stripe with our rows in both directions and answers what it found, what it healed by the verbs that events
 * use, and the proof: counts and sums of both sides, for each mode and currency. Money younger than `graceMs` is left
 * out, for what tells of it may be on its way.
 *
 * In constant memory, page by page, and never by search, which Stripe brings up to date late. May be killed anywhere:
 * the next call for the same window goes on from the last page. Two at once do no harm. `maxMs` stops it between two
 * pages, with `trouble: "time_was_up"`, or where it would wait longer for Stripe. Throws only when the database does
 * not answer.
 */
export async function reconcile({
  window,
  graceMs = GRACE_MS,
  maxMs = Number.POSITIVE_INFINITY,
}: {
  window: Window;
  graceMs?: number;
  maxMs?: number;
}): Promise<Report> {
  const days = window === "all" ? null : window.days;
  const { livemode } = env().stripe;
  const run = await beginRun({ livemode, days, graceMs }, STAGES[0]?.name ?? "", nowMs() + maxMs);
  await goOn(run);
  const report = await readReport(run.id);
  say(report);
  return report;
}

async function goOn(run: Run): Promise<void> {
  try {
    if (!(await walk(run, STAGES))) return await pauseRun(run, "time_was_up");
    const sums = await Promise.all(SUMS.map((sum) => sum(run)));
    await finishRun(run, prove(run.totals, sums.flat()));
  } catch (error) {
    if (error instanceof RunTaken) return log.warn({ run: run.id }, error.message);
    await pauseRun(run, error instanceof Error ? error.message : String(error));
    if (!(error instanceof StripeAway)) throw error;
  }
}

function say({ findings: _all, proof: _lines, ...report }: Report): void {
  if (report.trouble) log.warn(report, "the comparison with Stripe stopped; the next one goes on from there");
  else if (!report.ok) log.error(report, "Stripe and our rows differ; see /admin/reconciliation");
  else if (report.healed > 0) log.warn(report, "differences to Stripe were healed");
  else log.info(report, "Stripe and our rows agree");
}
