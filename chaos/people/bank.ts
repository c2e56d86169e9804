import type { Dice } from "@/lib/inbox/testing/dice";
import type { World } from "../world";
import { askAsBrowser, readAtStripe } from "./ask";

type Intent = { next_action?: { use_stripe_sdk?: { three_d_secure_2_source?: string } } | null };

/** The bank's window: most press Complete, some Fail, some close it. */
export async function answerBank(world: World, dice: Dice, clientSecret: string): Promise<void> {
  const [id = ""] = clientSecret.split("_secret_");
  const kind = id.startsWith("seti_") ? "setup_intents" : "payment_intents";
  const intent = (await readAtStripe(world, `/v1/${kind}/${id}`)) as Intent;
  const source = intent.next_action?.use_stripe_sdk?.three_d_secure_2_source;
  const outcome = dice.of(["complete", "complete", "complete", "fail", "leave"] as const);
  world.counts.add(`3D Secure: ${outcome}`);
  if (!source || outcome === "leave") return;
  await askAsBrowser(world, "/v1/3ds2/authenticate", { source, outcome });
}
