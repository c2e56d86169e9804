import type { World } from "../world";
import { askApi, expectProblem } from "./ask-api";
import { newRequestKey, type Person } from "./person";

const CREDITS_MAX = 60;
/** Some reservations end by themselves before anybody does anything with them. */
const SECONDS_MAX = 4;

/** A program of this person reserves credits for work that takes a while; asked twice at once it is one reservation. */
export async function reserve(world: World, person: Person): Promise<void> {
  const { walletId, apiKey, dice } = person;
  const credits = 1 + dice.below(CREDITS_MAX);
  const body =
    dice.below(3) === 0 ? { credits, expires_in_seconds: 1 + dice.below(SECONDS_MAX) } : { credits };
  const key = newRequestKey();
  const ask = () => askApi(world, apiKey, { path: "holds", key, body });
  for (const answer of await Promise.all(dice.below(4) === 0 ? [ask(), ask()] : [ask()])) {
    if (answer.status !== 201) {
      expectProblem(world, "reservations", answer, ["insufficient_credits"]);
      continue;
    }
    const holdId = String(answer.body.id);
    if (!world.witness.toldHold(key, { holdId, walletId, credits })) continue;
    person.reserved.push({ holdId, credits });
    world.counts.add("reservations");
  }
}

/** The work is done and used all of it, or a part; or it failed; or two programs think differently of it at once. */
export async function finishWork(world: World, person: Person): Promise<void> {
  const { dice } = person;
  const hold = person.reserved.splice(dice.below(person.reserved.length), 1)[0];
  if (!hold) return;
  const { holdId } = hold;
  const used = dice.below(2) === 0 ? hold.credits : 1 + dice.below(hold.credits);
  const endings = [
    () => capture(world, person, holdId, used),
    () => release(world, person, holdId),
    () => Promise.all([capture(world, person, holdId, used), release(world, person, holdId)]),
    () => Promise.all([capture(world, person, holdId, used), capture(world, person, holdId, hold.credits)]),
  ];
  await dice.of(endings)();
}

async function capture(world: World, { apiKey }: Person, holdId: string, credits: number): Promise<void> {
  const request = { path: `holds/${holdId}/capture`, key: newRequestKey(), body: { credits } };
  const answer = await askApi(world, apiKey, request);
  const expected = ["hold_already_captured", "hold_already_released", "hold_expired"];
  if (answer.status !== 200) return expectProblem(world, "captures", answer, expected);
  world.witness.toldCapture(holdId, credits);
  world.counts.add("captures");
}

async function release(world: World, { apiKey }: Person, holdId: string): Promise<void> {
  const request = { path: `holds/${holdId}/release`, key: newRequestKey(), body: {} };
  const answer = await askApi(world, apiKey, request);
  if (answer.status !== 200) return expectProblem(world, "releases", answer, ["hold_already_captured"]);
  world.witness.toldRelease(holdId);
  world.counts.add("releases");
}
