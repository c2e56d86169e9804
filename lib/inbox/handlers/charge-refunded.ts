import { absorbRefund } from "@/lib/reversals/absorb-refund";
import { readRefundsOfPayment } from "@/lib/reversals/read-refund";
import { toReversalOutcome } from "../reversal-outcome";
import { defineHandler } from "./define-handler";

/**
 * Says only how much of a charge went back in all, so its refunds are listed: each is absorbed by its own id, and none
 * is taken back twice because it was told in another way too.
 */
export const chargeRefunded = defineHandler({
  type: "charge.refunded",
  fetch: async (event) => {
    const intent = event.data.object.payment_intent;
    return intent ? readRefundsOfPayment(typeof intent === "string" ? intent : intent.id) : [];
  },
  apply: async (tx, _event, readings) => {
    const outcomes = [];
    for (const reading of readings) outcomes.push(await absorbRefund(tx, reading));
    const [last] = [...outcomes].reverse().sort((one, other) => rankOf(one) - rankOf(other));
    if (!last) return { state: "ignored", sentence: "a charge without refunds of a PaymentIntent" };
    return toReversalOutcome(tx, last);
  },
});

/** What matters most is what the event is remembered for. */
function rankOf({ kind }: { kind: "recorded" | "unchanged" | "ignored" }): number {
  return ["recorded", "unchanged", "ignored"].indexOf(kind);
}
