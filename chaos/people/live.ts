import type { World } from "../world";
import { buyPack, giveUp } from "./buy";
import { changePlan, finishChange } from "./change-plan";
import { answerDispute } from "./dispute";
import { operate } from "./operate";
import { comeBack } from "./pay";
import { newPerson, type Person } from "./person";
import { becomeSubscriber, changeCard, leaveOrStay, letTimePass, makePlanByHand, subscribe } from "./plan";
import { refundPlan, refundSomebody } from "./refund";
import { finishWork, reserve } from "./reserve";
import { spend } from "./spend";

/** After so many acts somebody else comes, so that an hour has thousands of wallets and none with an endless history. */
const ACTS_IN_A_LIFE = 40;
/** Much of what somebody with a plan wants is refused for a while after a kill in the middle of it. */
const ACTS_WITH_A_PLAN = 80;
/**
 * Who lives beside whom. Some have a plan from the beginning, made by hand at Stripe: one who orders it may be killed in
 * the middle of paying, and is kept waiting for longer than a short run lasts.
 */
const PLACES = [
  ...(["orders a plan", "buys", "has a plan", "buys", "orders a plan", "buys"] as const),
  ...(["buys", "buys", "orders a plan", "buys", "has a plan", "buys"] as const),
];
const TWO_AT_ONCE_ONE_IN = 3;

type Act = (world: World, person: Person) => Promise<void>;

/** What people do, as often as it stands here. */
const BUYER: readonly Act[] = [
  ...[buyPack, buyPack, buyPack, comeBack, comeBack, giveUp, refundSomebody, answerDispute, operate],
  ...[spend, spend, spend, spend, reserve, reserve, finishWork],
];
const SUBSCRIBER: readonly Act[] = [
  ...[subscribe, subscribe, comeBack, comeBack, letTimePass, letTimePass, letTimePass],
  ...[changePlan, changePlan, changePlan, finishChange],
  ...[changeCard, leaveOrStay, refundPlan, answerDispute, spend, spend, reserve, finishWork],
];

/** People come, buy and spend, and are followed by others, until it is over; then each finishes what they are at. */
export async function liveUntilOver(world: World): Promise<void> {
  await Promise.all(PLACES.map((_, place) => fillPlace(world, place)));
}

async function fillPlace(world: World, place: number): Promise<void> {
  for (let turn = 0; !world.isOver(); turn++) {
    const person = await newPerson(world, world.seed + place + turn * PLACES.length);
    const kind = PLACES[(place + turn) % PLACES.length];
    const isSubscriber = kind !== "buys";
    if (isSubscriber) await becomeSubscriber(world, person);
    if (kind === "has a plan") await makePlanByHand(world, person);
    const acts = isSubscriber ? ACTS_WITH_A_PLAN : ACTS_IN_A_LIFE;
    for (let act = 0; act < acts && !world.isOver(); act++) {
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
