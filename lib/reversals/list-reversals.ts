import { sql } from "@/db/client";
import { findPaidMoney, type PaidMoney } from "./find-paid-money";

/** Credits a refund or dispute moved: taken back, given again when it was undone, and spared because they had expired. */
export type MovedCredits = { taken: number; given: number; spared: number };

/** Plain shapes for pages. Money in minor units of its currency; times are ISO 8601 texts in UTC. */
export type RefundView = {
  id: string;
  amountMinor: number;
  currency: string;
  status: "pending" | "requires_action" | "succeeded" | "failed" | "canceled";
  reason: string | null;
  failureReason: string | null;
  /** User id of the operator who asked for it here; null when it was made at Stripe. */
  operatorUserId: string | null;
  credits: MovedCredits;
  happenedAt: string;
};

export type DisputeView = {
  id: string;
  amountMinor: number;
  currency: string;
  /** As Stripe names it; those that begin with `warning` are inquiries. */
  status: string;
  reason: string;
  /** Until when an answer must be at Stripe; null when none is awaited. */
  dueBy: string | null;
  credits: MovedCredits;
  happenedAt: string;
};

export type WarningView = { id: string; fraudType: string; actionable: boolean; happenedAt: string };

/** `keptCredits` are kept back at this moment, for all disputes of the payment together. */
export type ReversalsOfPayment = {
  refunds: RefundView[];
  disputes: DisputeView[];
  warnings: WarningView[];
  keptCredits: number;
};

type Moved = MovedCredits & { happenedAt: Date };
type RefundRow = Omit<RefundView, "credits" | "happenedAt"> & Moved;
type DisputeRow = Omit<DisputeView, "credits" | "happenedAt" | "dueBy"> & Moved & { dueBy: Date | null };
type WarningRow = Omit<WarningView, "happenedAt"> & { happenedAt: Date };

/** Everything about a payment's money going back, oldest first, and what it did to credits. */
export async function listReversalsOfPayment(paymentIntentId: string): Promise<ReversalsOfPayment> {
  const paid = await findPaidMoney(sql(), paymentIntentId);
  if (!paid) return { refunds: [], disputes: [], warnings: [], keptCredits: 0 };
  const [refunds, disputes, warnings, [kept]] = await Promise.all([
    readRefunds(paid),
    readDisputes(paid),
    readWarnings(paid),
    readKept(paid),
  ]);
  return {
    refunds: refunds.map(toView),
    disputes: disputes.map((row) => ({ ...toView(row), dueBy: row.dueBy?.toISOString() ?? null })),
    warnings: warnings.map((row) => ({ ...row, happenedAt: row.happenedAt.toISOString() })),
    keptCredits: kept?.credits ?? 0,
  };
}

function toView<Row extends Moved>({ taken, given, spared, happenedAt, ...rest }: Row) {
  return { ...rest, credits: { taken, given, spared }, happenedAt: happenedAt.toISOString() };
}

function readRefunds({ walletId, paymentIntentId }: PaidMoney): Promise<RefundRow[]> {
  return sql()<RefundRow[]>`
    select refunds.stripe_refund_id as id, refunds.amount_minor as "amountMinor", refunds.currency, refunds.status,
           refunds.reason, refunds.failure_reason as "failureReason", requests.operator as "operatorUserId",
           refunds.happened_at as "happenedAt", ${movedCredits()}
    from refunds
    left join refund_requests requests on requests.wallet_id = refunds.wallet_id
      and requests.stripe_refund_id = refunds.stripe_refund_id
    left join payment_reversals steps on steps.wallet_id = refunds.wallet_id
      and steps.stripe_payment_intent_id = refunds.stripe_payment_intent_id
      and steps.cause = 'refund:' || refunds.stripe_refund_id
    where refunds.wallet_id = ${walletId} and refunds.stripe_payment_intent_id = ${paymentIntentId}
    group by refunds.wallet_id, refunds.stripe_refund_id, requests.operator
    order by refunds.happened_at, refunds.stripe_refund_id`;
}

function readDisputes({ walletId, paymentIntentId }: PaidMoney): Promise<DisputeRow[]> {
  return sql()<DisputeRow[]>`
    select disputes.stripe_dispute_id as id, disputes.amount_minor as "amountMinor", disputes.currency,
           disputes.status, disputes.reason, disputes.due_by as "dueBy", disputes.happened_at as "happenedAt",
           ${movedCredits()}
    from disputes
    left join payment_reversals steps on steps.wallet_id = disputes.wallet_id
      and steps.stripe_payment_intent_id = disputes.stripe_payment_intent_id
      and steps.cause = 'dispute:' || disputes.stripe_dispute_id
    where disputes.wallet_id = ${walletId} and disputes.stripe_payment_intent_id = ${paymentIntentId}
    group by disputes.wallet_id, disputes.stripe_dispute_id
    order by disputes.happened_at, disputes.stripe_dispute_id`;
}

/** What the joined steps did, as columns. */
function movedCredits() {
  return sql()`
    coalesce(sum(steps.taken) filter (where steps.taken > 0), 0)::bigint as taken,
    coalesce(0 - sum(steps.taken) filter (where steps.taken < 0), 0)::bigint as given,
    coalesce(sum(steps.spared), 0)::bigint as spared`;
}

function readWarnings({ walletId, paymentIntentId }: PaidMoney): Promise<WarningRow[]> {
  return sql()<WarningRow[]>`
    select stripe_warning_id as id, fraud_type as "fraudType", actionable, happened_at as "happenedAt"
    from fraud_warnings
    where wallet_id = ${walletId} and stripe_payment_intent_id = ${paymentIntentId}
    order by happened_at, stripe_warning_id`;
}

/** What is kept back bears the dispute in its key. */
function readKept({ walletId, paymentIntentId }: PaidMoney): Promise<{ credits: number }[]> {
  return sql()<{ credits: number }[]>`
    select coalesce(sum(holds.amount), 0)::bigint as credits
    from disputes
    join credit_holds holds on holds.wallet_id = disputes.wallet_id and holds.released_at is null
      and starts_with(holds.operation_key, 'keep:dispute:' || disputes.stripe_dispute_id || ':')
    where disputes.wallet_id = ${walletId} and disputes.stripe_payment_intent_id = ${paymentIntentId}`;
}
