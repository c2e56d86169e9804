import type { World } from "../world";
import { doAtStripe, readAtStripe } from "./ask";
import type { Person } from "./person";

type Listed = { id: string; status: string };

const ENDED = ["won", "lost", "warning_closed", "prevented"];
/** Stripe's test words: the bank decides as they say. */
const EVIDENCE = [
  "winning_evidence",
  "losing_evidence",
  "losing_evidence",
  "escalate_inquiry_evidence",
] as const;

/** Somebody answers a dispute in Stripe's Dashboard, or gives it up; the bank decides a moment later. */
export async function answerDispute(world: World, { dice }: Person): Promise<void> {
  const { data } = (await readAtStripe(world, "/v1/disputes?limit=30")) as { data: Listed[] };
  const open = data.filter(({ status }) => !ENDED.includes(status));
  if (open.length === 0) return;
  const path = `/v1/disputes/${dice.of(open).id}`;
  if (dice.below(5) === 0) await doAtStripe(world, `${path}/close`, {});
  else await doAtStripe(world, path, { "evidence[uncategorized_text]": dice.of(EVIDENCE), submit: "true" });
  world.counts.add("disputes answered");
}
