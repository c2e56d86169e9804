import { setTimeout as wait } from "node:timers/promises";
import { type Dice, diceOf } from "@/lib/inbox/testing/dice";
import { CRASH_POINTS } from "../app/crash-points";
import type { World } from "../world";
import { Bag } from "./bag";
import { crashAt } from "./crash-at";
import { CALL_FAULTS, DELIVERY_FAULTS } from "./faults";
import { setFaults } from "./set-faults";

/** So much work is done between two troubles, at most; what counts is work, for a slow machine does less in a second. */
const ACTS_BETWEEN_MAX = 24;
/** How long the app stays away: long enough that some deliveries find nobody. */
const AWAY_MS_MAX = 250;
const CUT_AT_ONCE_MAX = 6;

type Trouble = (world: World, dice: Dice) => Promise<void>;

/** Each kind of trouble by its name in the counts. Whatever was ended runs again when it is over. */
const TROUBLES: Record<string, Trouble> = {
  "app killed": async ({ app }, dice) => {
    await app.kill();
    await wait(dice.below(AWAY_MS_MAX));
    await app.start();
  },
  "deliveries changed": (world, dice) => setFaults(world, { deliveries: dice.of(DELIVERY_FAULTS) }),
  "deliveries as ever": (world) => setFaults(world, { deliveries: {} }),
  "Stripe's calls broken": (world, dice) => {
    const calls = Array.from({ length: 1 + dice.below(3) }, () => dice.of(CALL_FAULTS));
    return setFaults(world, { calls });
  },
  "connections cut": async ({ database, counts }, dice) => {
    for (let cut = 1 + dice.below(CUT_AT_ONCE_MAX); cut > 0; cut--)
      if (await database.killBackend()) counts.add("connections");
  },
  "PostgreSQL stopped at once": (world) => stopDatabase(world, "immediate shutdown"),
  "PostgreSQL killed": (world) => stopDatabase(world, "kill -9"),
  "power cut": async (world) => {
    await Promise.all([world.app.kill(), world.database.stopHard("kill -9")]);
    await world.app.start(world.database.url);
  },
};

export const TROUBLE_NAMES: readonly string[] = Object.keys(TROUBLES);

/** Trouble of every kind, now between two steps of the app, now to all it stands on, until it is over. */
export async function causeTroubleUntilOver(world: World): Promise<void> {
  const dice = diceOf(world.seed);
  const kinds = new Bag(Object.entries(TROUBLES), dice);
  const points = new Bag(CRASH_POINTS, dice);
  for (let turn = 0; !world.isOver(); turn++) {
    if (turn % 2 === 0) {
      const [name, trouble] = kinds.draw();
      await trouble(world, dice);
      world.counts.add(name);
    } else await crashAt(world, points.draw().name);
    await world.counts.more("acts", 1 + dice.below(ACTS_BETWEEN_MAX), world.isOver);
  }
}

/** The app lives through it, unless the new server had to take another port. */
async function stopDatabase({ app, database }: World, how: "immediate shutdown" | "kill -9"): Promise<void> {
  const before = database.url;
  await database.stopHard(how);
  if (database.url === before) return;
  await app.kill();
  await app.start(database.url);
}
