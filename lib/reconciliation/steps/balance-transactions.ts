import { sql } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { absorbPayment, readPayment } from "@/lib/checkout/read-payment";
import {
  type BalanceMoveFacts,
  listBalanceTransactions,
  retrieveBalanceTransaction,
} from "@/lib/stripe/list-balance-transactions";
import { orMissing } from "../or-missing";
import type { Run } from "../run";
import { type Healed, type OurRow, type OurSum, ROWS_PER_PAGE, type Step, type Verdict } from "../step";
import { inWindow, isInWindow, isYoung } from "../window";
import { judgeSettlement } from "./judge-settlement";
import { type Claim, findKnown, type Known, walletOf } from "./payment-rows";

/**
 * The money itself: what charges moved on our balance, in the currency that it is kept in, against what we noted that
 * payments and invoices brought. It also finds money of a payment that was begun long before the window.
 */
export const balanceTransactions: Step<BalanceMoveFacts> = {
  name: "balance_transactions",
  object: "balance_transaction",
  list: listBalanceTransactions,
  // Booked a moment after it was paid, money of a bank days after: whether it is young is judged beside our row.
  momentOf: () => null,
  compare: compareMoves,
  heal: healMove,
  ours: { listUnseen, ask: (id) => orMissing(retrieveBalanceTransaction(id)) },
  sumOurs,
};

async function compareMoves(run: Run, moves: readonly BalanceMoveFacts[]): Promise<Verdict[]> {
  const claims = moves.flatMap((move) => toClaim(move) ?? []);
  const found = await findKnown(claims);
  const known = new Map(claims.map(({ id }, index) => [id, found[index]]));
  return moves.map((move) => judgeMove(run, move, known.get(move.charge?.paymentIntentId ?? "") ?? null));
}

function toClaim({ charge }: BalanceMoveFacts): Claim | null {
  if (!charge?.paymentIntentId) return null;
  const { paymentIntentId: id, customerId, walletId, orderId } = charge;
  return { id, customerId, walletId, orderId };
}

const NOTHING: Verdict = { differences: [], isKnown: false, counted: [] };
/** How money of a charge comes in; what else names a charge takes some of it off again, as a debit that failed does. */
const COMES_IN: ReadonlySet<string> = new Set(["charge", "payment"]);

/** Other movements, such as payouts, and charges of strangers are not ours to compare. */
function judgeMove(
  run: Run,
  { type, settlement, charge, createdAt }: BalanceMoveFacts,
  known: Known | null,
): Verdict {
  const walletId = known && walletOf(known);
  if (!known || !walletId || !charge?.hasSucceeded || !COMES_IN.has(type)) return NOTHING;
  const booked = known.payment ?? known.invoice;
  // Our side of the proof goes by when it was paid, so this side does too.
  if (isYoung(run, booked?.paidAt ?? createdAt)) return NOTHING;
  const { currency, amountMinor, feeMinor } = settlement;
  const counted = [
    { what: `settled:${charge.currency}`, currency, amountMinor },
    { what: "fees", currency, amountMinor: feeMinor },
  ];
  if (booked) {
    const differences = judgeSettlement(settlement, booked);
    return { differences, isKnown: true, counted: isInWindow(run, booked.paidAt) ? counted : [] };
  }
  const stripe = { ...settlement, charge: charge.id, payment: charge.paymentIntentId };
  const difference = { kind: "money_not_settled", walletId, stripe, ours: null, canHeal: true };
  return { differences: [difference], isKnown: false, counted: isInWindow(run, createdAt) ? counted : [] };
}

async function healMove({ charge }: BalanceMoveFacts): Promise<Healed<BalanceMoveFacts>> {
  const reading = charge?.paymentIntentId ? await readPayment(charge.paymentIntentId) : null;
  if (!reading) return { said: "Stripe does not know its payment any more", fresh: null, isForeign: false };
  const absorbed = await inTransaction((tx) => absorbPayment(tx, reading));
  return { said: absorbed.sentence, fresh: null, isForeign: absorbed.kind === "ignored" };
}

/** Money of ours in the window that was booked. */
function bookedInWindow(run: Run) {
  const query = sql();
  const columns = query`stripe_payment_intent_id, wallet_id, stripe_balance_transaction_id, currency,
    settlement_currency, settlement_amount_minor, settlement_fee_minor`;
  const isBooked = query`
    livemode = ${run.livemode} and settlement_currency is not null and ${inWindow(query, run, "paid_at")}`;
  return query`
    select ${columns} from payments where ${isBooked}
    union all
    select ${columns} from paid_invoices where ${isBooked}`;
}

/** A debit is booked days before its bank says yes, so what is paid in the window may have moved long before it. */
async function listUnseen(run: Run): Promise<OurRow[]> {
  return sql()<OurRow[]>`
    select stripe_balance_transaction_id as id, wallet_id as "walletId",
      jsonb_build_object('payment', stripe_payment_intent_id, 'amountMinor', settlement_amount_minor,
        'currency', settlement_currency, 'feeMinor', settlement_fee_minor) as side
    from (${bookedInWindow(run)}) booked
    where stripe_balance_transaction_id is not null and not exists (
      select 1 from reconciliation_seen seen
      where seen.run_id = ${run.id} and seen.object_id = booked.stripe_balance_transaction_id)
    limit ${ROWS_PER_PAGE}`;
}

/** For each currency that people pay in, what it became in the currency of our balance; and the fees of all. */
async function sumOurs(run: Run): Promise<OurSum[]> {
  return sql()<OurSum[]>`
    with booked as (${bookedInWindow(run)})
    select 'settled:' || currency as what, settlement_currency as currency, count(*)::bigint as count,
      sum(settlement_amount_minor)::bigint as "sumMinor" from booked group by 1, 2
    union all
    select 'fees', settlement_currency, count(*)::bigint, sum(settlement_fee_minor)::bigint from booked group by 2`;
}
