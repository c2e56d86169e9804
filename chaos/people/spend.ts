import type { World } from "../world";
import { askApi, expectProblem } from "./ask-api";
import { newRequestKey, type Person } from "./person";

const CREDITS_MAX = 40;

/** A program of this person spends credits; one time in four it asks twice at once, under the same key. */
export async function spend(world: World, { walletId, apiKey, dice }: Person): Promise<void> {
  const key = newRequestKey();
  const credits = 1 + dice.below(CREDITS_MAX);
  world.witness.asked.add(key);
  const ask = () => askApi(world, apiKey, { path: "spends", key, body: { credits } });
  const answers = await Promise.all(dice.below(4) === 0 ? [ask(), ask()] : [ask()]);
  const done = answers.filter(({ status }) => status === 201);
  for (const answer of answers)
    if (answer.status !== 201) expectProblem(world, "spends", answer, ["insufficient_credits"]);
  const ids = new Set(done.map(({ body }) => body.id));
  if (ids.size > 1) world.witness.faults.push(`spend ${key} was answered as ${[...ids].join(" and as ")}`);
  if (done.length === 0) return;
  world.witness.toldSpend(key, walletId, credits);
  world.counts.add("spends");
}
