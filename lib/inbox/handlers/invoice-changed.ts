import { absorbPlanReading } from "@/lib/checkout/absorb-plan-reading";
import { readInvoice } from "@/lib/subscriptions/read-subscription";
import { namedBy, unlessAwaited } from "../order-not-here";
import { defineHandler } from "./define-handler";
import { toOutcome } from "./fresh-payment-intent";

/**
 * `invoice.paid` brings credits, also when nothing was charged or it was paid elsewhere; its twin
 * `invoice.payment_succeeded` is not asked for. The others change what the subscription is. All are read at Stripe.
 */
const TYPES = [
  "invoice.paid",
  "invoice.payment_failed",
  "invoice.payment_action_required",
  "invoice.finalization_failed",
  "invoice.marked_uncollectible",
  "invoice.voided",
] as const;

export const invoiceChanged = TYPES.map((type) =>
  defineHandler({
    type,
    fetch: async (event) => {
      const { id } = event.data.object;
      return id ? readInvoice(id) : null;
    },
    apply: async (tx, event, reading) => {
      if (!reading) return { state: "ignored", sentence: "an invoice without an id is a preview" };
      const outcome = toOutcome(await absorbPlanReading(tx, reading));
      if (event.type !== "invoice.paid") return outcome;
      return unlessAwaited(tx, outcome, namedBy(event.data.object.parent?.subscription_details?.metadata));
    },
  }),
);
