import { newId } from "@/lib/platform/ids";
import type { World } from "../world";
import { doAtStripe, readAtStripe, visit } from "./ask";
import type { Person } from "./person";

type Listed = { id: string; status: string; amount: number; metadata: { order_id?: string } };

/**
 * Money of a purchase is given back, all of it or a part, of whoever paid lately: by an operator of ours, or by somebody
 * in Stripe's Dashboard, maybe before we have heard of the payment.
 */
export async function refundSomebody(world: World, person: Person): Promise<void> {
  const { data } = (await readAtStripe(world, "/v1/payment_intents?limit=30")) as { data: Listed[] };
  await refundOne(
    world,
    person,
    "refunds",
    data.filter(({ metadata }) => metadata.order_id),
  );
}

/** The same for what this person paid for a plan: its first period or any renewal. */
export async function refundPlan(world: World, person: Person): Promise<void> {
  const path = `/v1/payment_intents?limit=30&customer=${person.subscriber?.customerId}`;
  const { data } = (await readAtStripe(world, path)) as { data: Listed[] };
  await refundOne(world, person, "refunds of plans", data);
}

async function refundOne(world: World, { dice }: Person, name: string, listed: Listed[]): Promise<void> {
  const paid = listed.filter(({ status }) => status === "succeeded");
  if (paid.length === 0) return;
  const { id, amount } = dice.of(paid);
  const amountMinor = dice.below(2) === 0 ? amount : 1 + dice.below(amount);
  if (dice.below(2) === 0) {
    const presses = dice.below(3) === 0 ? 2 : 1;
    return refundAsOperator(world, name, { paymentIntentId: id, amountMinor }, presses);
  }
  const refund = await doAtStripe(world, "/v1/refunds", { payment_intent: id, amount: String(amountMinor) });
  world.counts.add(refund.object === "refund" ? name : `${name}: more than is left`);
}

/** Sees what it does, and presses the button; who presses twice has asked for one refund. */
async function refundAsOperator(
  world: World,
  name: string,
  money: { paymentIntentId: string; amountMinor: number },
  presses: number,
): Promise<void> {
  const preview = await visit(world, "previewRefund", money);
  if (!preview.ok) return world.counts.add(`no refund to be made: ${preview.refusal}`);
  const request = {
    ...{ requestId: newId(), ...money, expectedCredits: preview.credits },
    ...({ reason: "requested_by_customer", operatorUserId: "chaos" } as const),
  };
  const press = () => visit(world, "refundPayment", request);
  for (const answer of await Promise.all(Array.from({ length: presses }, press))) {
    world.counts.add(answer.ok ? name : `refund refused: ${answer.refusal}`);
    if (answer.ok) world.witness.toldRefund(request.requestId, answer.refundId);
  }
}
