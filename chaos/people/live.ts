import type { World } from "../world";
import { buyPack, giveUp } from "./buy";
import { answerDispute } from "./dispute";
import { comeBack } from "./pay";
import { newPerson, type Person } from "./person";
import { becomeSubscriber, changeCard, leaveOrStay, letTimePass, subscribe } from "./plan";
import { refundPlan, refundSomebody } from "./refund";
import { spend } from "./spend";

const PEOPLE_AT_ONCE = 10;
/** After so many acts somebody else comes, so that an hour has thousands of wallets and none with an endless history. */
const ACTS_IN_A_LIFE = 40;
const SUBSCRIBERS_ONE_IN = 4;
const TWO_AT_ONCE_ONE_IN = 3;

type Act = (world: World, person: Person) => Promise<void>;

/** What people do, as often as it stands here. */
const BUYER: readonly Act[] = [
  ...[buyPack, buyPack, buyPack, comeBack, comeBack, giveUp, refundSomebody, answerDispute],
  ...[spend, spend, spend, spend],
];
const SUBSCRIBER: readonly Act[] = [
  ...[subscribe, subscribe, comeBack, comeBack, letTimePass, letTimePass, letTimePass],
  ...[changeCard, leaveOrStay, refundPlan, answerDispute, spend, spend],
];

/** People come, buy and spend, and are followed by others, until it is over; then each finishes what they are at. */
export async function liveUntilOver(world: World): Promise<void> {
  await Promise.all(Array.from({ length: PEOPLE_AT_ONCE }, (_, place) => fillPlace(world, place)));
}

async function fillPlace(world: World, place: number): Promise<void> {
  for (let turn = 0; !world.isOver(); turn++) {
    const person = await newPerson(world, world.seed + place + turn * PEOPLE_AT_ONCE);
    const isSubscriber = (place + turn) % SUBSCRIBERS_ONE_IN === 0;
    if (isSubscriber) await becomeSubscriber(world, person);
    for (let act = 0; act < ACTS_IN_A_LIFE && !world.isOver(); act++) {
      await actOnce(world, person, isSubscriber ? SUBSCRIBER : BUYER);
    }
  }
}

/** One thing, or two at the same moment, as in two tabs, or while a program of the person spends. */
async function actOnce(world: World, person: Person, acts: readonly Act[]): Promise<void> {
  const { dice } = person;
  const chosen = dice.below(TWO_AT_ONCE_ONE_IN) === 0 ? [dice.of(acts), dice.of(acts)] : [dice.of(acts)];
  await Promise.all(chosen.map((act) => act(world, person)));
  world.counts.add("acts", chosen.length);
}
