import fc from "fast-check";
import type { Act } from "./act";
import { HOUR, halfPast } from "./proof-clock";

const NAMES = ["a", "b", "c", "d", "e", "f"];
const name = fc.constantFrom(...NAMES);
const credits = fc.integer({ min: 0, max: 40 });
/** Half of them keep, so that wallets have something to work on. */
const expiresAt = fc.option(fc.integer({ min: -1, max: 12 }).map(halfPast), { nil: null, freq: 2 });
/** Ends half an hour before or after the hour it is asked in; now and then longer than a hold may be. */
const forMs = fc.constantFrom(1, 2, 3, 4, 24, 25).map((hours) => (hours - 0.5) * HOUR);

const is = <V extends Act["verb"]>(verb: V) => fc.constant(verb);

const ARBITRARY: { [V in Act["verb"]]: fc.Arbitrary<Extract<Act, { verb: V }>> } = {
  grant: fc.record({ verb: is("grant"), name, credits, expiresAt }),
  spend: fc.record({ verb: is("spend"), name, credits }),
  hold: fc.record({ verb: is("hold"), name, credits, forMs }),
  capture: fc.record({ verb: is("capture"), hold: name, credits: fc.option(credits, { nil: null }) }),
  release: fc.record({ verb: is("release"), hold: name }),
  reverse: fc.record({ verb: is("reverse"), name, grant: name, credits }),
  adjust: fc.record({
    verb: is("adjust"),
    name,
    credits: fc.integer({ min: -20, max: 20 }).filter((signed) => signed !== 0),
    expiresAt,
  }),
  keep: fc.record({ verb: is("keep"), name, grant: name, credits }),
  letGo: fc.record({ verb: is("letGo"), grant: name }),
  expire: fc.record({ verb: is("expire") }),
};

const WEIGHTS: Record<Act["verb"], number> = {
  ...{
    grant: 6,
    spend: 4,
    hold: 4,
    capture: 3,
    release: 2,
    reverse: 3,
    adjust: 2,
    keep: 2,
    letGo: 1,
    expire: 1,
  },
};

const VERBS = Object.keys(WEIGHTS) as Act["verb"][];

/**
 * What may be done at once with everything else and is told apart afterwards by the version it left. Letting go has no
 * name and may write nothing or many operations, so it is proved in stories that go one after the other.
 */
export const VERBS_OF_CROWDS = VERBS.filter((verb) => verb !== "letGo");

/** Any piece of work. Names are few, so that they meet again with the same content and with another. */
export function anyAct(verbs: readonly Act["verb"][] = VERBS) {
  const choices = verbs.map((verb) => ({
    arbitrary: ARBITRARY[verb] as fc.Arbitrary<Act>,
    weight: WEIGHTS[verb],
  }));
  return fc.oneof(...choices);
}
