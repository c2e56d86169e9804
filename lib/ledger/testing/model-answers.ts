import { type Answer, type Done, type Named, nameOf } from "./act";

/** What was first asked and answered under each name. */
export type Firsts = Map<string, { content: string; answer: Done }>;

export function refusal(name: string): Answer {
  return { ok: false, refusal: name };
}

/** The first answer once more; null unless the very same was asked before. */
export function repetitionOf(firsts: Firsts, act: Named): Answer | null {
  const first = firsts.get(nameOf(act));
  return first?.content === JSON.stringify(act) ? { ...first.answer, replayed: true } : null;
}

/** The first answer once more, or why not; null for a name that was not used yet. */
export function answerAgain(firsts: Firsts, act: Named): Answer | null {
  if (!firsts.has(nameOf(act))) return null;
  return repetitionOf(firsts, act) ?? refusal("idempotency_key_reused");
}
