import { setTimeout as wait } from "node:timers/promises";
import { type Dice, diceOf, shuffle } from "@/lib/inbox/testing/dice";
import { CRASH_POINTS } from "../app/crash-points";
import type { World } from "../world";
import { setFaults } from "./set-faults";

/** So much work is done between two troubles, at most; what counts is work, for a slow machine does less in a second. */
const ACTS_BETWEEN_MAX = 12;
/** How long the app stays away: long enough that some deliveries find nobody. */
const AWAY_MS_MAX = 250;
/** An armed point that nobody comes to is given up after so many acts. */
const ACTS_UNTIL_DISARMED = 40;
const CUT_AT_ONCE_MAX = 6;

type Trouble = (world: World, dice: Dice) => Promise<void>;

const DELIVERIES = [
  { duplicate: 1 },
  { duplicate: 2, secondId: true },
  { reorder: true, duplicate: 1 },
  { delayMs: 400 },
  { drop: true },
  { drop: true, types: ["payment_intent.succeeded", "charge.*"] },
] as const;

/** Each kind of trouble by its name in the counts. Whatever was killed runs again when it is over. */
const TROUBLES: Record<string, Trouble> = {
  "app killed": async (world, dice) => {
    await world.app.kill();
    await wait(dice.below(AWAY_MS_MAX));
    await world.app.start();
  },
  "deliveries changed": async (world, dice) => {
    await setFaults(world, { deliveries: dice.of(DELIVERIES) });
  },
  "deliveries as ever": (world) => setFaults(world, { deliveries: {} }),
  "connections cut": async (world, dice) => {
    for (let cut = 1 + dice.below(CUT_AT_ONCE_MAX); cut > 0; cut--)
      if (await world.database.killBackend()) world.counts.add("connections");
  },
};

/** Trouble of every kind, one after the other in an order of the dice, until it is over. */
export async function causeTroubleUntilOver(world: World): Promise<void> {
  const dice = diceOf(world.seed);
  const points = CRASH_POINTS.map(({ name }) => name);
  const kinds = [...Object.keys(TROUBLES), ...points];
  while (!world.isOver()) {
    for (const kind of shuffle(kinds, dice)) {
      await world.counts.more("acts", 1 + dice.below(ACTS_BETWEEN_MAX), world.isOver);
      if (world.isOver()) break;
      const trouble = TROUBLES[kind];
      if (trouble) await trouble(world, dice).then(() => world.counts.add(kind));
      else await crashAt(world, kind);
    }
  }
}

/** Kills the app where it is between two steps, as soon as it comes there. */
async function crashAt(world: World, point: string): Promise<void> {
  if (!(await world.app.arm(point))) return;
  const waited = world.counts.more("acts", ACTS_UNTIL_DISARMED, world.isOver);
  const died = world.app.untilEnded().then(() => "died" as const);
  if ((await Promise.race([died, waited])) !== "died") {
    if (await world.app.arm("")) return world.counts.add("crash points not reached");
  }
  await world.app.kill();
  await world.app.start();
  world.counts.add(`killed: ${point}`);
}
