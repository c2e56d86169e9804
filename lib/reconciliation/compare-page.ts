import { log } from "@/lib/platform/log";
import { patiently, TimeIsUp } from "./patience";
import { concludeFinding, type Finding, forgetFindings, recordFindings } from "./record-findings";
import type { Run } from "./run";
import type { Counted, Healed, Step, Verdict } from "./step";

/**
 * What a page came to after healing: which of its objects our rows have, which differ in nothing, and what counts on
 * Stripe's side.
 */
export type Compared = { seen: string[]; same: string[]; counted: Counted[] };

/**
 * Compares some objects of Stripe with our rows. Each difference is written down, healed where a verb can, and compared
 * again: healed is what the same comparison does not find any more, never what a verb claims.
 */
export async function comparePage<Item extends { id: string }>(
  run: Run,
  step: Step<Item>,
  items: readonly Item[],
): Promise<Compared> {
  const verdicts = new Map<string, Verdict>();
  await judge(run, step, items, verdicts);
  for (const item of items) {
    const before = verdicts.get(item.id);
    if (before && before.differences.length > 0) await healOne(run, step, item, before, verdicts);
  }
  const known = [...verdicts].filter(([, { isKnown }]) => isKnown).map(([id]) => id);
  const same = [...verdicts].filter(([, { differences }]) => differences.length === 0).map(([id]) => id);
  return { seen: known, same, counted: [...verdicts.values()].flatMap(({ counted }) => counted) };
}

async function judge<Item extends { id: string }>(
  run: Run,
  step: Step<Item>,
  items: readonly Item[],
  verdicts: Map<string, Verdict>,
): Promise<void> {
  const judged = items.length > 0 ? await step.compare(run, items) : [];
  for (const [index, item] of items.entries()) {
    const verdict = judged[index];
    if (verdict) verdicts.set(item.id, verdict);
  }
}

async function healOne<Item extends { id: string }>(
  run: Run,
  step: Step<Item>,
  item: Item,
  before: Verdict,
  verdicts: Map<string, Verdict>,
): Promise<void> {
  const found = toFindings(step, item, before);
  await recordFindings(run, found);
  const healed = found.some(({ canHeal }) => canHeal) ? await heal(run, step, item) : null;
  if (healed?.isForeign) {
    verdicts.set(item.id, { differences: [], isKnown: false, counted: [] });
    return forgetFindings(run, item.id);
  }
  if (healed) await judge(run, step, [healed.fresh ?? item], verdicts);
  const rest = toFindings(step, item, verdicts.get(item.id) ?? before);
  await recordFindings(run, rest);
  for (const finding of [...found, ...rest]) {
    const isLeft = rest.some(({ kind }) => kind === finding.kind);
    await concludeFinding(run, finding, isLeft ? "left" : "healed", healed?.said ?? null);
  }
}

function toFindings<Item extends { id: string }>(step: Step<Item>, item: Item, verdict: Verdict): Finding[] {
  return verdict.differences.map((one) => ({ ...one, object: step.object, objectId: item.id }));
}

/**
 * A verb that cannot finish leaves the difference to the next run and to operators, and the run goes on, while it has
 * time.
 */
async function heal<Item extends { id: string }>(
  run: Run,
  step: Step<Item>,
  item: Item,
): Promise<Healed<Item>> {
  try {
    return await patiently(() => step.heal(item), run.deadline);
  } catch (error) {
    if (error instanceof TimeIsUp) throw error;
    log.error({ object: item.id, err: error }, "a difference to Stripe could not be healed");
    return { said: error instanceof Error ? error.message : String(error), fresh: null, isForeign: false };
  }
}
