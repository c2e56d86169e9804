import { absorbWarning } from "@/lib/reversals/absorb-warning";
import { readWarning } from "@/lib/reversals/read-warning";
import { toReversalOutcome } from "../reversal-outcome";
import { defineHandler } from "./define-handler";

/** A bank suspects fraud, or need not be heard about it any more; what the warning is now is read at Stripe. */
const TYPES = ["radar.early_fraud_warning.created", "radar.early_fraud_warning.updated"] as const;

export const fraudWarningChanged = TYPES.map((type) =>
  defineHandler({
    type,
    fetch: (event) => readWarning(event.data.object.id),
    apply: async (tx, _event, reading) => toReversalOutcome(tx, await absorbWarning(tx, reading)),
  }),
);
