import fc from "fast-check";
import type { Act } from "./act";
import { anyAct, VERBS_OF_CROWDS } from "./acts";

/** One after the other: a piece of work, sent so many times at once, or hours that pass. */
export type Step = { act: Act; copies: number } | { hours: number };

// Left alone, fast-check begins with the smallest cases, and a round is one case. A wallet must have lived a little
// before two holds end beside a debt.
const hours = fc.integer({ min: 1, max: 3 });

export function anySteps(verbs?: readonly Act["verb"][]): fc.Arbitrary<Step[]> {
  const piece = fc.record({ act: anyAct(verbs), copies: fc.integer({ min: 1, max: 3 }) });
  const passing = fc.record({ hours });
  return fc.array(
    fc.oneof<fc.MaybeWeightedArbitrary<Step>[]>(
      { weight: 6, arbitrary: piece },
      { weight: 1, arbitrary: passing },
    ),
    { minLength: 5, maxLength: 50, size: "max" },
  );
}

/** Hours in each of which several workers do their acts at the same time. */
export type Crowd = { hours: number; workers: Act[][] }[];

export function anyCrowd({
  acts,
  verbs = VERBS_OF_CROWDS,
}: {
  acts: number;
  verbs?: readonly Act["verb"][];
}): fc.Arbitrary<Crowd> {
  const work = fc.array(anyAct(verbs), { minLength: 2, maxLength: acts, size: "max" });
  const workers = fc.array(work, { minLength: 2, maxLength: 6, size: "max" });
  return fc.array(fc.record({ hours, workers }), { minLength: 1, maxLength: 3 });
}
