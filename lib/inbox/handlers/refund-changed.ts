import { absorbRefund } from "@/lib/reversals/absorb-refund";
import { readRefund } from "@/lib/reversals/read-refund";
import { toReversalOutcome } from "../reversal-outcome";
import { defineHandler } from "./define-handler";

/** All of these mean only that something about the refund changed; what it is now is read at Stripe. */
const TYPES = ["refund.created", "refund.updated", "refund.failed"] as const;

export const refundChanged = TYPES.map((type) =>
  defineHandler({
    type,
    fetch: (event) => readRefund(event.data.object.id),
    apply: async (tx, _event, reading) => toReversalOutcome(tx, await absorbRefund(tx, reading)),
  }),
);
