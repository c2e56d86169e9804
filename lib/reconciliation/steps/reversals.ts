import { inTransaction } from "@/db/transaction";
import { absorbDispute } from "@/lib/reversals/absorb-dispute";
import { absorbRefund } from "@/lib/reversals/absorb-refund";
import { absorbWarning } from "@/lib/reversals/absorb-warning";
import { readDispute } from "@/lib/reversals/read-dispute";
import { readRefund } from "@/lib/reversals/read-refund";
import { readWarning } from "@/lib/reversals/read-warning";
import { type DisputeFacts, OPEN_DISPUTES, retrieveDispute } from "@/lib/stripe/disputes";
import { retrieveWarning, type WarningFacts } from "@/lib/stripe/early-fraud-warnings";
import { listDisputes, listRefunds, listWarnings } from "@/lib/stripe/list-reversals";
import { type RefundFacts, retrieveRefund } from "@/lib/stripe/refunds";
import type { StripeAnswer } from "@/lib/stripe/trouble";
import { orMissing } from "../or-missing";
import { reversalStep } from "./reversal-step";

export const refunds = reversalStep<RefundFacts>({
  name: "refunds",
  object: "refund",
  list: listRefunds,
  ...{ table: "refunds", idColumn: "stripe_refund_id", stateColumn: "status" },
  openStates: ["pending", "requires_action"],
  stateOf: ({ status }) => status,
  moneyOf: ({ currency, amountMinor }) => ({ currency, amountMinor }),
  ask: (id) => asked(retrieveRefund(id)),
  heal: async ({ id }) => {
    const reading = await readRefund(id);
    const { kind, sentence } = await inTransaction((tx) => absorbRefund(tx, reading));
    return { said: sentence, fresh: reading.refund, isForeign: kind === "ignored" };
  },
});

export const disputes = reversalStep<DisputeFacts>({
  name: "disputes",
  object: "dispute",
  list: listDisputes,
  ...{ table: "disputes", idColumn: "stripe_dispute_id", stateColumn: "status" },
  openStates: OPEN_DISPUTES,
  stateOf: ({ status }) => status,
  moneyOf: ({ currency, amountMinor }) => ({ currency, amountMinor }),
  ask: (id) => asked(retrieveDispute(id)),
  heal: async ({ id }) => {
    const reading = await readDispute(id);
    const { kind, sentence } = await inTransaction((tx) => absorbDispute(tx, reading));
    return { said: sentence, fresh: reading.dispute, isForeign: kind === "ignored" };
  },
});

export const fraudWarnings = reversalStep<WarningFacts>({
  name: "fraud_warnings",
  object: "early_fraud_warning",
  list: listWarnings,
  ...{ table: "fraud_warnings", idColumn: "stripe_warning_id", stateColumn: "actionable" },
  openStates: [],
  stateOf: ({ actionable }) => String(actionable),
  moneyOf: () => null,
  ask: (id) => asked(retrieveWarning(id)),
  heal: async ({ id }) => {
    const reading = await readWarning(id);
    const { kind, sentence } = await inTransaction((tx) => absorbWarning(tx, reading));
    return { said: sentence, fresh: reading.warning, isForeign: kind === "ignored" };
  },
});

/** One that was asked for is a row of ours, and whose money it is stands there. */
async function asked<Told>(answer: Promise<StripeAnswer<Told>>) {
  const found = await orMissing(answer);
  if (!found.ok) return found;
  return { ok: true, value: found.value && { ...found.value, intent: null } } as const;
}
