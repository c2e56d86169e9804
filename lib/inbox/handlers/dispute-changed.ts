import { absorbDispute } from "@/lib/reversals/absorb-dispute";
import { readDispute } from "@/lib/reversals/read-dispute";
import { toReversalOutcome } from "../reversal-outcome";
import { defineHandler } from "./define-handler";

/**
 * All of these mean only that something about the dispute changed; what it is now is read at Stripe. That money was
 * put back on our balance is no sign of a win: the state is.
 */
const TYPES = [
  "charge.dispute.created",
  "charge.dispute.updated",
  "charge.dispute.funds_withdrawn",
  "charge.dispute.funds_reinstated",
  "charge.dispute.closed",
] as const;

export const disputeChanged = TYPES.map((type) =>
  defineHandler({
    type,
    fetch: (event) => readDispute(event.data.object.id),
    apply: async (tx, _event, reading) => toReversalOutcome(tx, await absorbDispute(tx, reading)),
  }),
);
