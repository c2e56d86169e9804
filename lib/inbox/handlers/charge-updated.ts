import { absorbPayment, readPayment } from "@/lib/checkout/read-payment";
import { describeCharge } from "@/lib/checkout/record-charge";
import { unlessAwaited } from "../order-not-here";
import { defineHandler } from "./define-handler";
import { toOutcome } from "./fresh-payment-intent";

/**
 * What a charge brought us is booked some seconds after it succeeded. It may be told before the success itself
 * is, so the payment is read whole and settled here too, and then its figures have a row to stand in.
 */
export const chargeUpdated = defineHandler({
  type: "charge.updated",
  fetch: async (event) => {
    const intent = event.data.object.payment_intent;
    return intent ? readPayment(typeof intent === "string" ? intent : intent.id) : null;
  },
  apply: async (tx, _event, reading) => {
    if (!reading) return { state: "ignored", sentence: "a charge without a payment of ours" };
    const { intent } = reading;
    const absorbed = await absorbPayment(tx, reading);
    const written = absorbed.kind !== "ignored" && absorbed.kind !== "mirrored";
    if (!written || !intent.charge) return unlessAwaited(tx, toOutcome(absorbed), intent);
    return { state: "processed", sentence: describeCharge(intent.charge) };
  },
});
