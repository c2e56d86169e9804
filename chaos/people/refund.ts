import type { World } from "../world";
import { doAtStripe, readAtStripe } from "./ask";
import type { Person } from "./person";

type Listed = { id: string; status: string; amount: number; metadata: { order_id?: string } };

/**
 * Somebody refunds a purchase in Stripe's Dashboard, all of it or a part, of whoever paid lately: maybe before we have heard
 * of the payment, maybe one that was refunded before.
 */
export async function refundSomebody(world: World, { dice }: Person): Promise<void> {
  const { data } = (await readAtStripe(world, "/v1/payment_intents?limit=30")) as { data: Listed[] };
  const paid = data.filter(({ status, metadata }) => status === "succeeded" && metadata.order_id);
  if (paid.length === 0) return;
  const { id, amount } = dice.of(paid);
  const part: Record<string, string> = dice.below(2) === 0 ? {} : { amount: String(1 + dice.below(amount)) };
  const refund = await doAtStripe(world, "/v1/refunds", { payment_intent: id, ...part });
  world.counts.add(refund.object === "refund" ? "refunds" : "refunds of more than is left");
}
