import { nowMs } from "@/lib/platform/clock";
import { comparePage } from "./compare-page";
import { moveRun } from "./move-run";
import { pace } from "./pace";
import { answered } from "./patience";
import { concludeFinding, recordFindings } from "./record-findings";
import type { Run } from "./run";
import type { OurRow, OurRows, Step } from "./step";
import { isYoung } from "./window";

/** Money comes after what it is for was made; lists are by the latter, the window is by the former. */
const MARGIN_MS = 24 * 60 * 60_000;

/** A part of a run; `work` goes on from the run's cursor and answers the next cursor, null when the part is done. */
export type Stage = { name: string; work: (run: Run, next: string) => Promise<void> };

/** The two directions of a step: what Stripe lists against our rows, and our rows that it did not list against Stripe. */
export function stagesOf<Item extends { id: string }>(
  step: Step<Item>,
): { lists: Stage; ours: Stage | null } {
  const { name, ours } = step;
  return {
    lists: { name, work: (run, next) => comparePageOfList(run, step, next) },
    ours: ours && { name: `${name}.ours`, work: (run, next) => askForUnseen(run, step, ours, next) },
  };
}

/** Walks from where the run stands to its end, a page at a time; false when the time was up before. */
export async function walk(run: Run, stages: readonly Stage[]): Promise<boolean> {
  for (let at = stages.findIndex(({ name }) => name === run.step); at >= 0 && at < stages.length; ) {
    if (nowMs() >= run.deadline) return false;
    const next = stages[at + 1]?.name ?? END;
    await stages[at]?.work(run, next);
    at = run.step === END ? stages.length : stages.findIndex(({ name }) => name === run.step);
  }
  return true;
}

/** Where a run stands that has nothing left to compare. */
export const END = "end";

async function comparePageOfList<Item extends { id: string }>(
  run: Run,
  step: Step<Item>,
  nextStage: string,
): Promise<void> {
  const since = run.since && new Date(run.since.getTime() - MARGIN_MS);
  await pace();
  const page = await answered(
    `list of ${step.name}`,
    () => step.list({ since, after: run.cursor }),
    run.deadline,
  );
  const items = page.items.filter((item) => {
    const at = step.momentOf(item);
    return at === null || !isYoung(run, at);
  });
  const compared = await comparePage(run, step, items);
  const place = page.next ? { step: run.step, cursor: page.next } : { step: nextStage, cursor: null };
  await moveRun(run, { ...compared, ...place, listed: page.items.length });
}

/**
 * Asks Stripe for each row that its list did not name: lists leave out what is older than the window, or a test
 * clock's.
 */
async function askForUnseen<Item extends { id: string }>(
  run: Run,
  step: Step<Item>,
  ours: OurRows<Item>,
  nextStage: string,
): Promise<void> {
  const rows = await ours.listUnseen(run);
  const items: Item[] = [];
  for (const row of rows) {
    await pace();
    const item = await answered(`${step.object} ${row.id}`, () => ours.ask(row.id), run.deadline);
    if (item) items.push(item);
    else await recordUnknown(run, step.object, row);
  }
  const { counted, same } = await comparePage(run, step, items);
  const place = { step: rows.length > 0 ? run.step : nextStage, cursor: null };
  await moveRun(run, { ...place, counted, same, seen: rows.map(({ id }) => id), listed: items.length });
}

async function recordUnknown(run: Run, object: string, { id, walletId, side }: OurRow): Promise<void> {
  const kind = "unknown_to_stripe";
  const difference = { kind, walletId, stripe: null, ours: side, canHeal: false };
  await recordFindings(run, [{ ...difference, object, objectId: id }]);
  await concludeFinding(run, { kind, objectId: id }, "left", null);
}
