import type { World } from "../world";
import { type Heard, insist } from "./ask";
import { newRequestKey, type Person } from "./person";

const CREDITS_MAX = 40;

/** A program of this person spends credits; one time in four it asks twice at once, under the same key. */
export async function spend(world: World, person: Person): Promise<void> {
  const { walletId, apiKey, dice } = person;
  const key = newRequestKey();
  const credits = 1 + dice.below(CREDITS_MAX);
  world.witness.asked.add(key);
  const ask = () => askToSpend(world, apiKey, key, credits);
  const [first, second] = await Promise.all(dice.below(4) === 0 ? [ask(), ask()] : [ask()]);
  if (second && first.status === 201 && second.status === 201 && second.body.id !== first.body.id)
    world.witness.faults.push(`spend ${key} was answered as ${first.body.id} and as ${second.body.id}`);
  if ([first, second].some((one) => one?.status === 201)) {
    world.witness.toldSpend(key, walletId, credits);
    world.counts.add("spends");
  }
}

async function askToSpend(world: World, apiKey: string, key: string, credits: number): Promise<Heard> {
  for (;;) {
    const heard = await insist(world, "/api/v1/spends", {
      method: "POST",
      body: JSON.stringify({ credits }),
      headers: {
        Authorization: `Bearer ${apiKey}`,
        "Content-Type": "application/json",
        "Idempotency-Key": key,
      },
    });
    if (heard.body.code === "request_in_progress") continue;
    if (heard.status === 201) return heard;
    if (heard.body.code !== "insufficient_credits")
      world.witness.faults.push(`a spend was answered ${heard.status} ${JSON.stringify(heard.body)}`);
    else world.counts.add("spends refused");
    return heard;
  }
}
