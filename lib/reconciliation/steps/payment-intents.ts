import { sql } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { absorbPayment, readPayment } from "@/lib/checkout/read-payment";
import { listPaymentIntents } from "@/lib/stripe/list-payment-intents";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { retrievePaymentIntent } from "@/lib/stripe/retrieve-payment-intent";
import { orMissing } from "../or-missing";
import type { Run } from "../run";
import { type Healed, type OurRow, type OurSum, ROWS_PER_PAGE, type Step, type Verdict } from "../step";
import { inWindow } from "../window";
import { judgePayment } from "./judge-payment";
import { findKnown } from "./payment-rows";

/** Money that succeeded at Stripe against payments, orders and grants. What pays an invoice is compared with those. */
export const paymentIntents: Step<PaymentIntentFacts> = {
  name: "payment_intents",
  object: "payment_intent",
  list: listPaymentIntents,
  momentOf: ({ charge, createdAt }) => charge?.paidAt ?? createdAt,
  compare: compareIntents,
  heal: healPayment,
  ours: { listUnseen, ask: (id) => orMissing(retrievePaymentIntent(id)) },
  sumOurs,
};

async function compareIntents(run: Run, intents: readonly PaymentIntentFacts[]): Promise<Verdict[]> {
  const known = await findKnown(intents);
  return intents.flatMap((intent, index) => {
    const ours = known[index];
    return ours ? [judgePayment(run, intent, ours)] : [];
  });
}

/** Reads the payment anew and settles it by the verbs that its events would have called. */
async function healPayment({ id }: PaymentIntentFacts): Promise<Healed<PaymentIntentFacts>> {
  const reading = await readPayment(id);
  if (!reading) return { said: "Stripe does not know it any more", fresh: null, isForeign: false };
  const absorbed = await inTransaction((tx) => absorbPayment(tx, reading));
  const { invoiceId } = reading.intent;
  // An invoice without a line of a plan of ours: a customer of ours bought something that is not sold here.
  const isForeign = absorbed.kind === "ignored" && invoiceId !== null && invoiceId !== "not_asked";
  return { said: absorbed.sentence, fresh: reading.intent, isForeign };
}

async function listUnseen(run: Run): Promise<OurRow[]> {
  const query = sql();
  return query<OurRow[]>`
    select stripe_payment_intent_id as id, wallet_id as "walletId",
      jsonb_build_object('status', status, 'amountMinor', amount_minor, 'currency', currency, 'paidAt', paid_at,
        'credits', credits, 'order', order_id) as side
    from payments
    where livemode = ${run.livemode} and ${inWindow(query, run, "paid_at")} and not exists (
      select 1 from reconciliation_seen seen
      where seen.run_id = ${run.id} and seen.object_id = payments.stripe_payment_intent_id)
    limit ${ROWS_PER_PAGE}`;
}

async function sumOurs(run: Run): Promise<OurSum[]> {
  const query = sql();
  return query<OurSum[]>`
    select 'payments' as what, currency, count(*)::bigint as count, sum(amount_minor)::bigint as "sumMinor"
    from payments where livemode = ${run.livemode} and ${inWindow(query, run, "paid_at")} group by currency`;
}
