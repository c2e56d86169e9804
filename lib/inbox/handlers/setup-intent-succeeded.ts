import { goOnFromCard } from "@/lib/checkout/resume-plan-order";
import { isId } from "@/lib/platform/ids";
import { retrieveSetupIntent } from "@/lib/stripe/setup-intents";
import type { Outcome } from "../outcome";
import { defineHandler } from "./define-handler";

/**
 * A card was set up. If it is for an order of a plan with nothing due now, the subscription begins: the payer may
 * have closed the window at their bank. When somebody is at it in this moment, it is theirs.
 */
export const setupIntentSucceeded = defineHandler({
  type: "setup_intent.succeeded",
  fetch: (event) => goOn(event.data.object.id, event.data.object.metadata),
  apply: async (_tx, _event, outcome) => outcome,
});

async function goOn(id: string, metadata: Record<string, string> | null): Promise<Outcome> {
  const { order_id: orderId, wallet_id: walletId } = metadata ?? {};
  if (!orderId || !walletId || !isId(orderId) || !isId(walletId))
    return { state: "ignored", sentence: "a card that was set up for no order" };
  const setup = await retrieveSetupIntent(id);
  if (!setup.ok) {
    if (setup.trouble.kind !== "unavailable")
      return { state: "ignored", sentence: "Stripe does not know this card check" };
    throw new Error(`stripe_not_read: ${id}`);
  }
  const answer = await goOnFromCard({ walletId, id: orderId }, setup.value);
  if (answer.outcome !== "refused")
    return { state: "processed", sentence: `order ${orderId}: ${answer.outcome}` };
  if (answer.refusal === "stripe_unavailable") throw new Error(`plan_not_begun: order ${orderId}`);
  return { state: "ignored", sentence: `order ${orderId}: ${answer.refusal}` };
}
