import fc from "fast-check";

/**
 * How long random work is tried, in seconds, for all proofs of the ledger together: a minute in every test run, ten
 * with `npm run test:soak`.
 */
const SECONDS = Number(process.env.TOPUP_PROOF_SECONDS ?? 60);
/** What a run may take beyond its time: one more round, and the search for the shortest story that fails. */
const GRACE_MS = 120_000;

/** The search for the shortest story ends with the shortest found by then. One story takes seconds at most. */
const SEARCH_MS_MAX = 45_000;

/** For how long one proof may try that gets this part of the whole time. */
export function proofMs(share: number): number {
  return SECONDS * share * 1_000;
}

/** The time limit of its test. */
export function timeoutOf(share: number): number {
  return proofMs(share) + GRACE_MS;
}

/**
 * Tries a property again and again until its time is over. When it fails, fast-check names
 * the seed and the shortest case it found; `TOPUP_PROOF_SEED` begins with that seed.
 */
export async function tryUntilTimeIsOver<Case>(
  share: number,
  property: fc.IAsyncProperty<Case>,
): Promise<void> {
  const end = performance.now() + proofMs(share);
  const given = process.env.TOPUP_PROOF_SEED;
  let seed = given ? Number(given) : Date.now() | 0;
  do {
    await fc.assert(property, { seed, numRuns: 1, interruptAfterTimeLimit: SEARCH_MS_MAX });
    seed = (seed + 1) | 0;
  } while (performance.now() < end);
}
