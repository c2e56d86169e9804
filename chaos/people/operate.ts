import type { World } from "../world";
import { visit } from "./ask";
import type { Person } from "./person";

/** A comparison goes on where the last one stopped, so each may be short. */
const COMPARE_MS_MAX = 3_000;
const REPLAYED_MAX = 20;
const REPLAYED_STATES = ["failed", "waiting", "parked", "ignored"] as const;
const COMPARISONS_ONE_IN = 3;

/** An operator does not wait until all is quiet: compares with Stripe, or runs events again while they are delivered. */
export async function operate(world: World, { dice }: Person): Promise<void> {
  if (dice.below(COMPARISONS_ONE_IN) === 0) {
    const { listed, healed } = await visit(world, "compareNow", { maxMs: COMPARE_MS_MAX });
    world.counts.add("comparisons meanwhile");
    world.counts.add("compared meanwhile", listed);
    return world.counts.add("healed meanwhile", healed);
  }
  const { ran } = await visit(world, "replaySome", { state: dice.of(REPLAYED_STATES), many: REPLAYED_MAX });
  world.counts.add("events run again", ran);
}
