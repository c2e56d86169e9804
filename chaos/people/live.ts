import type { World } from "../world";
import { buyPack, comeBack } from "./buy";
import { newPerson } from "./person";
import { spend } from "./spend";

const PEOPLE_AT_ONCE = 10;
/** After so many acts somebody else comes, so that an hour has thousands of wallets and none with an endless history. */
const ACTS_IN_A_LIFE = 40;

/** How often each is done, of all acts. */
const ACTS = [buyPack, buyPack, buyPack, spend, spend, spend, spend, spend, comeBack, comeBack] as const;

/** People come, buy and spend, and are followed by others, until it is over; then each finishes what they are at. */
export async function liveUntilOver(world: World): Promise<void> {
  await Promise.all(Array.from({ length: PEOPLE_AT_ONCE }, (_, place) => fillPlace(world, place)));
}

async function fillPlace(world: World, place: number): Promise<void> {
  for (let turn = 0; !world.isOver(); turn++) {
    const person = await newPerson(world, world.seed + place + turn * PEOPLE_AT_ONCE);
    for (let act = 0; act < ACTS_IN_A_LIFE && !world.isOver(); act++) {
      await person.dice.of(ACTS)(world, person);
      world.counts.add("acts");
    }
  }
}
