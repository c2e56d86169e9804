import { newId } from "@/lib/platform/ids";
import type { World } from "../world";
import { doAtStripe, readAtStripe, visit } from "./ask";
import type { Person } from "./person";

type Listed = { id: string; status: string; amount: number; metadata: { order_id?: string } };

/**
 * Money of a purchase is given back, all of it or a part, of whoever paid lately: by an operator of ours, or by somebody
 * in Stripe's Dashboard, maybe before we have heard of the payment.
 */
export async function refundSomebody(world: World, { dice }: Person): Promise<void> {
  const { data } = (await readAtStripe(world, "/v1/payment_intents?limit=30")) as { data: Listed[] };
  const paid = data.filter(({ status, metadata }) => status === "succeeded" && metadata.order_id);
  if (paid.length === 0) return;
  const { id, amount } = dice.of(paid);
  const amountMinor = dice.below(2) === 0 ? amount : 1 + dice.below(amount);
  if (dice.below(2) === 0) return refundAsOperator(world, id, amountMinor, dice.below(3) === 0 ? 2 : 1);
  const refund = await doAtStripe(world, "/v1/refunds", { payment_intent: id, amount: String(amountMinor) });
  world.counts.add(refund.object === "refund" ? "refunds" : "refunds of more than is left");
}

/** Sees what it does, and presses the button; who presses twice has asked for one refund. */
async function refundAsOperator(
  world: World,
  paymentIntentId: string,
  amountMinor: number,
  presses: number,
): Promise<void> {
  const preview = await visit(world, "previewRefund", { paymentIntentId, amountMinor });
  if (!preview.ok) return world.counts.add(`no refund to be made: ${preview.refusal}`);
  const request = {
    ...{ requestId: newId(), paymentIntentId, amountMinor, expectedCredits: preview.credits },
    ...({ reason: "requested_by_customer", operatorUserId: "chaos" } as const),
  };
  const press = () => visit(world, "refundPayment", request);
  for (const answer of await Promise.all(Array.from({ length: presses }, press))) {
    world.counts.add(answer.ok ? "refunds" : `refund refused: ${answer.refusal}`);
    if (answer.ok) world.witness.toldRefund(request.requestId, answer.refundId);
  }
}
