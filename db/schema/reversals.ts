import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { creditGrants } from "./ledger";
import { wallets } from "./wallets";

/**
 * Tickets for reading refunds, disputes and warnings at Stripe, drawn before the question is asked: of two readings
 * of one object the one that began later wins, whoever writes last. See `subscription_readings`.
 */
export const reversalReadings = pgSequence("reversal_readings");

/** What refunds, disputes and warnings have in common: whose payment they are about, and which reading is stored. */
const ofAPayment = {
  walletId: uuid("wallet_id")
    .notNull()
    .references(() => wallets.id),
  /** Of a row in `payments`, or of one in `paid_invoices`: both are money that came. */
  stripePaymentIntentId: text("stripe_payment_intent_id").notNull(),
  stripeChargeId: text("stripe_charge_id"),
  livemode: boolean("livemode").notNull(),
  readTicket: bigint("read_ticket", { mode: "number" }).notNull(),
  /** When it happened, by Stripe's clock. */
  happenedAt: timestamp("happened_at", { withTimezone: true }).notNull(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
};

/**
 * A refund as Stripe last told of it. It counts as money that went back from the moment it is made, also while it is
 * pending, and no longer once it is `failed` or `canceled`. What it did to credits stands in `payment_reversals`.
 */
export const refunds = pgTable(
  "refunds",
  {
    ...ofAPayment,
    stripeRefundId: text("stripe_refund_id").notNull(),
    currency: text("currency").notNull(),
    amountMinor: bigint("amount_minor", { mode: "number" }).notNull(),
    status: text("status").notNull(),
    reason: text("reason"),
    failureReason: text("failure_reason"),
  },
  (t) => [
    primaryKey({ name: "refunds_pkey", columns: [t.walletId, t.stripeRefundId] }),
    uniqueIndex("one_row_per_refund").on(t.stripeRefundId),
    index("refunds_of_a_payment").on(t.walletId, t.stripePaymentIntentId),
    index("refunds_by_time").on(t.happenedAt),
    check(
      "refund_status_known",
      sql`${t.status} in ('pending', 'requires_action', 'succeeded', 'failed', 'canceled')`,
    ),
    check("refund_amount_positive", sql`${t.amountMinor} > 0`),
  ],
);

/**
 * A dispute as Stripe last told of it. Those whose status begins with `warning` are inquiries: no money moved. The
 * others took the money on the day they were opened; `won` and `prevented` are the only ends that give it back.
 */
export const disputes = pgTable(
  "disputes",
  {
    ...ofAPayment,
    stripeDisputeId: text("stripe_dispute_id").notNull(),
    currency: text("currency").notNull(),
    amountMinor: bigint("amount_minor", { mode: "number" }).notNull(),
    status: text("status").notNull(),
    reason: text("reason").notNull(),
    /** Until when an answer must be at Stripe; null when none is awaited. */
    dueBy: timestamp("due_by", { withTimezone: true }),
    isRefundable: boolean("is_refundable").notNull(),
  },
  (t) => [
    primaryKey({ name: "disputes_pkey", columns: [t.walletId, t.stripeDisputeId] }),
    uniqueIndex("one_row_per_dispute").on(t.stripeDisputeId),
    index("disputes_of_a_payment").on(t.walletId, t.stripePaymentIntentId),
    index("disputes_by_time").on(t.happenedAt),
    check(
      "dispute_status_known",
      sql`${t.status} in ('warning_needs_response', 'warning_under_review', 'warning_closed', 'needs_response', 'under_review', 'won', 'lost', 'prevented', 'appeal_needs_response', 'appeal_under_review')`,
    ),
    check("dispute_amount_not_negative", sql`${t.amountMinor} >= 0`),
  ],
);

/** An early fraud warning of the card's bank. It moves nothing; while it is `actionable` a refund may save a dispute. */
export const fraudWarnings = pgTable(
  "fraud_warnings",
  {
    ...ofAPayment,
    stripeWarningId: text("stripe_warning_id").notNull(),
    fraudType: text("fraud_type").notNull(),
    actionable: boolean("actionable").notNull(),
  },
  (t) => [
    primaryKey({ name: "fraud_warnings_pkey", columns: [t.walletId, t.stripeWarningId] }),
    uniqueIndex("one_row_per_fraud_warning").on(t.stripeWarningId),
    index("fraud_warnings_of_a_payment").on(t.walletId, t.stripePaymentIntentId),
    index("fraud_warnings_by_time").on(t.happenedAt),
  ],
);

/**
 * One step by which the credits of a paid grant followed its money: `taken` credits were taken back, or given again
 * when negative; `spared` ones were due but had expired unused, so they were gone already. The sum of both over all
 * steps of a grant is the share of it that went back, and an invariant says so.
 *
 * `cause` is `refund:<id>` or `dispute:<id>`. What is given again is a grant of its own (`given_grant_id`).
 */
export const paymentReversals = pgTable(
  "payment_reversals",
  {
    walletId: uuid("wallet_id").notNull(),
    grantId: uuid("grant_id").notNull(),
    step: integer("step").notNull(),
    stripePaymentIntentId: text("stripe_payment_intent_id").notNull(),
    cause: text("cause").notNull(),
    taken: bigint("taken", { mode: "number" }).notNull(),
    spared: bigint("spared", { mode: "number" }).notNull(),
    givenGrantId: uuid("given_grant_id"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ name: "payment_reversals_pkey", columns: [t.walletId, t.grantId, t.step] }),
    index("reversals_of_a_payment").on(t.walletId, t.stripePaymentIntentId),
    foreignKey({
      name: "reversal_of_a_paid_grant",
      columns: [t.walletId, t.grantId],
      foreignColumns: [creditGrants.walletId, creditGrants.id],
    }),
    foreignKey({
      name: "reversal_gave_a_grant",
      columns: [t.walletId, t.givenGrantId],
      foreignColumns: [creditGrants.walletId, creditGrants.id],
    }),
    check("reversal_step_from_one", sql`${t.step} >= 1`),
    check("reversal_moves_something", sql`${t.taken} <> 0 or ${t.spared} <> 0`),
    check("what_is_given_is_a_grant", sql`(${t.taken} < 0) = (${t.givenGrantId} is not null)`),
  ],
);
