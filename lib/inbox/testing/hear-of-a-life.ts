import { breakCalls } from "@/lib/stripe/testing";
import { eventsAbout, type Subscriber } from "@/lib/subscriptions/testing/subscribers";
import { ENABLED_EVENTS } from "../handlers/registry";
import { deliver } from "../testing";
import { type Dice, shuffle } from "./dice";

/** A life that goes on: who lives it, what was tried, and what was told of it already. */
export type Life = {
  person: Subscriber;
  dice: Dice;
  story: string[];
  told: Set<string>;
  /** What it begins with: many turn to another plan while the bank still asks about the first. */
  opening: string[];
};

/** Half of what was not told yet is told, in any order, some of it twice; a failed delivery comes again later. */
export async function hearSome(life: Life): Promise<number> {
  const untold = (await eventsAbout(life.person, ENABLED_EVENTS)).filter(({ id }) => !life.told.has(id));
  const some = shuffle(untold, life.dice).slice(0, Math.ceil(untold.length / 2));
  return tell(life, life.dice.below(3) === 0 ? [...some, ...some] : some);
}

/** Everything that happened is told at last, in any order. */
export async function hearAll(life: Life): Promise<void> {
  await breakCalls();
  await tell(life, shuffle(await eventsAbout(life.person, ENABLED_EVENTS), life.dice));
}

async function tell(life: Life, events: readonly { id: string }[]): Promise<number> {
  for (const event of events) {
    const { status } = await deliver(JSON.stringify(event));
    if (status === 200) life.told.add(event.id);
  }
  return events.length;
}
