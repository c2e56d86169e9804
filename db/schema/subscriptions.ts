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
import { wallets } from "./wallets";

/**
 * Tickets for reading a subscription at Stripe, drawn before the question is asked. Two servers may read one
 * subscription at once and write in the other order; the reading that began later wins, whoever writes last.
 * Stripe numbers no versions, and clocks of servers differ.
 */
export const subscriptionReadings = pgSequence("subscription_readings");

/**
 * A subscription as Stripe last told of it: a copy, written by the one function that reads it there, under the
 * wallet's lock. Credits never hang on it: they come with paid invoices.
 *
 * Terms (plan, credits for a period, rollover) are those of its price at Stripe, which promises them for good; so a
 * plan that the code no longer has goes on as it was sold. `read_ticket` is of the reading that is stored.
 *
 * A wallet has one live subscription, and the index holds it. One that should not be there is kept too, with
 * `set_aside` saying why: a second one made by hand while the first lives, one that was begun and never paid for
 * beside one that is, or one that was moved to a price which is no plan of ours. It counts for nothing until its
 * reason is gone, and operators see it once it costs money.
 */
export const subscriptions = pgTable(
  "subscriptions",
  {
    walletId: uuid("wallet_id")
      .notNull()
      .references(() => wallets.id),
    stripeSubscriptionId: text("stripe_subscription_id").notNull(),
    stripeCustomerId: text("stripe_customer_id").notNull(),
    stripePriceId: text("stripe_price_id").notNull(),
    plan: text("plan").notNull(),
    interval: text("interval").notNull(),
    quantity: integer("quantity").notNull(),
    /** For one whole period, of all its quantity. */
    credits: bigint("credits", { mode: "number" }).notNull(),
    rollover: text("rollover").notNull(),
    currency: text("currency").notNull(),
    /** Of one whole period, before discounts and taxes. */
    amountMinor: bigint("amount_minor", { mode: "number" }).notNull(),
    livemode: boolean("livemode").notNull(),
    status: text("status").notNull(),
    setAside: text("set_aside"),
    currentPeriodStart: timestamp("current_period_start", { withTimezone: true }).notNull(),
    currentPeriodEnd: timestamp("current_period_end", { withTimezone: true }).notNull(),
    trialEnd: timestamp("trial_end", { withTimezone: true }),
    /** When it ends unless that is taken back; also when Stripe only says "at the end of the period". */
    cancelAt: timestamp("cancel_at", { withTimezone: true }),
    canceledAt: timestamp("canceled_at", { withTimezone: true }),
    cancelReason: text("cancel_reason"),
    cancelFeedback: text("cancel_feedback"),
    endedAt: timestamp("ended_at", { withTimezone: true }),
    stripeScheduleId: text("stripe_schedule_id"),
    /** The plan it changes to by itself at `scheduled_at`; null beside a date when that is no plan of ours. */
    scheduledPlan: text("scheduled_plan"),
    scheduledInterval: text("scheduled_interval"),
    scheduledCredits: bigint("scheduled_credits", { mode: "number" }),
    scheduledAmountMinor: bigint("scheduled_amount_minor", { mode: "number" }),
    scheduledAt: timestamp("scheduled_at", { withTimezone: true }),
    /** The quote that the schedule carries out; null for one that a hand made at Stripe, which is not ours to undo. */
    scheduledQuoteId: text("scheduled_quote_id"),
    /** The plan it becomes when the latest invoice is paid before `pending_until`. */
    pendingPlan: text("pending_plan"),
    pendingInterval: text("pending_interval"),
    pendingUntil: timestamp("pending_until", { withTimezone: true }),
    /** Whether its renewals are given up unpaid, and until when. */
    collectionPaused: boolean("collection_paused").notNull().default(false),
    collectionResumesAt: timestamp("collection_resumes_at", { withTimezone: true }),
    latestInvoiceId: text("latest_invoice_id"),
    startedAt: timestamp("started_at", { withTimezone: true }).notNull(),
    readTicket: bigint("read_ticket", { mode: "number" }).notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "subscriptions_pkey", columns: [t.walletId, t.stripeSubscriptionId] }),
    uniqueIndex("one_row_per_subscription").on(t.stripeSubscriptionId),
    // Two tabs, a double click and a hand in Stripe's dashboard: none of them makes a wallet pay for two plans unseen.
    uniqueIndex("one_live_subscription_per_wallet")
      .on(t.walletId)
      .where(sql`${t.setAside} is null and ${t.status} not in ('canceled', 'incomplete_expired')`),
    check(
      "subscription_status_known",
      sql`${t.status} in ('incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due', 'unpaid', 'paused', 'canceled')`,
    ),
    check("subscription_interval_known", sql`${t.interval} in ('month', 'year')`),
    check("subscription_rollover_known", sql`${t.rollover} in ('none', 'capped', 'all')`),
    check(
      "subscription_set_aside_known",
      sql`${t.setAside} in ('second_live_subscription', 'price_not_ours')`,
    ),
    check(
      "subscription_terms_positive",
      sql`${t.credits} > 0 and ${t.quantity} > 0 and ${t.amountMinor} >= 0`,
    ),
    check("subscription_period_goes_forward", sql`${t.currentPeriodEnd} >= ${t.currentPeriodStart}`),
  ],
);

/**
 * A paid invoice of a plan: written once, with its lines and their grants, in one transaction. Its row is how a
 * second event about it is known. `parked` when a rule refused to guess what it is worth; then nothing was granted
 * and operators see why. The PaymentIntent is null when nothing was charged, or it was paid in another way.
 *
 * What its charge brought us arrives later, as it does for a payment; see there.
 */
export const paidInvoices = pgTable(
  "paid_invoices",
  {
    walletId: uuid("wallet_id")
      .notNull()
      .references(() => wallets.id),
    stripeInvoiceId: text("stripe_invoice_id").notNull(),
    stripeSubscriptionId: text("stripe_subscription_id"),
    stripePaymentIntentId: text("stripe_payment_intent_id"),
    billingReason: text("billing_reason"),
    status: text("status").notNull(),
    parkedReason: text("parked_reason"),
    livemode: boolean("livemode").notNull(),
    currency: text("currency").notNull(),
    amountPaidMinor: bigint("amount_paid_minor", { mode: "number" }).notNull(),
    stripeChargeId: text("stripe_charge_id"),
    stripeBalanceTransactionId: text("stripe_balance_transaction_id"),
    settlementCurrency: text("settlement_currency"),
    settlementAmountMinor: bigint("settlement_amount_minor", { mode: "number" }),
    settlementFeeMinor: bigint("settlement_fee_minor", { mode: "number" }),
    stripeExchangeRate: text("stripe_exchange_rate"),
    paidAt: timestamp("paid_at", { withTimezone: true }).notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "paid_invoices_pkey", columns: [t.walletId, t.stripeInvoiceId] }),
    // The same invoice can never be booked to two wallets.
    uniqueIndex("one_row_per_invoice").on(t.stripeInvoiceId),
    // Refunds, disputes and operators know money by its PaymentIntent.
    index("paid_invoices_by_payment_intent").on(t.stripePaymentIntentId),
    index("paid_invoices_newest_first")
      .on(t.paidAt.desc(), t.stripePaymentIntentId.desc())
      .where(sql`${t.stripePaymentIntentId} is not null`),
    // Whoever hears of a subscription asks whether the invoice that began it was paid, for that pays its order.
    index("first_invoice_of_a_subscription")
      .on(t.stripeSubscriptionId)
      .where(sql`${t.billingReason} = 'subscription_create'`),
    // For comparing a window of time with Stripe, also what took no money.
    index("paid_invoices_by_time").on(t.paidAt),
    check("paid_invoice_status_known", sql`${t.status} in ('settled', 'parked')`),
    check("parked_invoice_has_a_reason", sql`(${t.status} = 'parked') = (${t.parkedReason} is not null)`),
  ],
);

/**
 * What one line of a paid invoice was worth. Lines that are not of a plan of ours are not here. `kind`: a whole or
 * first `period`, a `proration` (negative when it credits what was not used), or a `trial`, which costs nothing.
 * `credits` is what its grant brought, after what negative lines of the invoice took off; 0 needs no grant.
 */
export const paidInvoiceLines = pgTable(
  "paid_invoice_lines",
  {
    walletId: uuid("wallet_id").notNull(),
    stripeInvoiceId: text("stripe_invoice_id").notNull(),
    stripeLineId: text("stripe_line_id").notNull(),
    stripePriceId: text("stripe_price_id").notNull(),
    plan: text("plan").notNull(),
    kind: text("kind").notNull(),
    amountMinor: bigint("amount_minor", { mode: "number" }).notNull(),
    credits: bigint("credits", { mode: "number" }).notNull(),
    periodStart: timestamp("period_start", { withTimezone: true }).notNull(),
    periodEnd: timestamp("period_end", { withTimezone: true }).notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }),
  },
  (t) => [
    primaryKey({ name: "paid_invoice_lines_pkey", columns: [t.walletId, t.stripeInvoiceId, t.stripeLineId] }),
    // One trial for a wallet, ever, however many subscriptions begin with one.
    uniqueIndex("one_trial_per_wallet").on(t.walletId).where(sql`${t.kind} = 'trial' and ${t.credits} > 0`),
    foreignKey({
      name: "line_of_a_paid_invoice",
      columns: [t.walletId, t.stripeInvoiceId],
      foreignColumns: [paidInvoices.walletId, paidInvoices.stripeInvoiceId],
    }),
    check("paid_line_kind_known", sql`${t.kind} in ('period', 'proration', 'trial')`),
    check("paid_line_credits_not_negative", sql`${t.credits} >= 0`),
  ],
);
