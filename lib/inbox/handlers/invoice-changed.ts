import { absorbPlanReading } from "@/lib/checkout/absorb-plan-reading";
import { readInvoice } from "@/lib/subscriptions/read-subscription";
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
    apply: async (tx, _event, reading) => {
      if (!reading) return { state: "ignored", sentence: "an invoice without an id is a preview" };
      return toOutcome(await absorbPlanReading(tx, reading));
    },
  }),
);
