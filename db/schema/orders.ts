import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { wallets } from "./wallets";

/** The discount of a promotion code on an order of a plan, as it was when it was pinned. */
export type OrderDiscount = {
  code: string;
  stripePromotionCodeId: string;
  percentOff: number | null;
  /** In minor units of the order's currency. */
  amountOffMinor: number | null;
  duration: "once" | "repeating" | "forever";
  durationMonths: number | null;
};

/** How an order of a plan was paid, or will be; for its page. The payment of a pack knows that itself. */
export type PaidWith = { method: string | null; cardBrand: string | null; cardLast4: string | null };

/**
 * The intent to buy one pack or to start one plan. Amount, currency, credits and validity are fixed when
 * the row is written and never change; what the catalog says tomorrow does not matter to an order of today.
 *
 * An order of a pack has at most one PaymentIntent, whose idempotency key is the order. A refused card leaves the
 * order `open` with the refusal on it, so the next card pays the same order.
 *
 * An order of a plan has at most one subscription at Stripe at a time. `amount_minor` and `credits` are of one whole
 * period, at the price `stripe_price_id`; `due_minor` is what is charged today, after trial and discount, and
 * `renewal_minor` what the next charge will be. A person must have seen these before paying, so whenever one of
 * them changes (a code is entered, a trial turns out to be used) they are written anew together, `revision` counts
 * up, and what was begun at Stripe for the old ones is ended first. Keys of writes at Stripe carry the revision.
 * The order is paid when the first invoice of its subscription is settled, in that transaction.
 *
 * `claimed_until` is held by the one payer at work: two tabs cannot confirm at once, and a payer that died
 * loses the claim when the time is up. `one_open_order_per_item` is what makes a double click, a refresh and
 * a second tab the same order.
 *
 * `stripe_payment_intent_status` mirrors what Stripe last told us, for the page to say "waiting for your bank";
 * no decision about money is taken from it.
 *
 * status: open → processing (money under way) → paid; or canceled; `parked` when what Stripe took is not what
 * the order says (nobody gets credits until an operator has looked).
 */
export const orders = pgTable(
  "orders",
  {
    walletId: uuid("wallet_id")
      .notNull()
      .references(() => wallets.id),
    id: uuid("id").notNull(),
    kind: text("kind").notNull(),
    item: text("item").notNull(),
    currency: text("currency").notNull(),
    amountMinor: bigint("amount_minor", { mode: "number" }).notNull(),
    credits: bigint("credits", { mode: "number" }).notNull(),
    validityMonths: integer("validity_months").notNull(),
    livemode: boolean("livemode").notNull(),
    status: text("status").notNull().default("open"),
    /** From here to `stripe_invoice_id` for plans only. */
    interval: text("interval"),
    stripePriceId: text("stripe_price_id"),
    trialDays: integer("trial_days").notNull().default(0),
    trialCredits: bigint("trial_credits", { mode: "number" }).notNull().default(0),
    dueMinor: bigint("due_minor", { mode: "number" }),
    renewalMinor: bigint("renewal_minor", { mode: "number" }),
    discount: jsonb("discount").$type<OrderDiscount | null>(),
    revision: integer("revision").notNull().default(0),
    stripeSubscriptionId: text("stripe_subscription_id"),
    stripeSetupIntentId: text("stripe_setup_intent_id"),
    paidWith: jsonb("paid_with").$type<PaidWith | null>(),
    /** The first invoice, once it is settled. */
    stripeInvoiceId: text("stripe_invoice_id"),
    stripePaymentIntentId: text("stripe_payment_intent_id"),
    stripePaymentIntentStatus: text("stripe_payment_intent_status"),
    stripeConfirmationTokenId: text("stripe_confirmation_token_id"),
    claimedUntil: timestamp("claimed_until", { withTimezone: true }),
    attempts: integer("attempts").notNull().default(0),
    lastRefusal: jsonb("last_refusal").$type<{ code: string; declineCode?: string; at: string } | null>(),
    parkedReason: text("parked_reason"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
    submittedAt: timestamp("submitted_at", { withTimezone: true }),
    paidAt: timestamp("paid_at", { withTimezone: true }),
    canceledAt: timestamp("canceled_at", { withTimezone: true }),
  },
  (t) => [
    primaryKey({ name: "orders_pkey", columns: [t.walletId, t.id] }),
    uniqueIndex("one_open_order_per_item")
      .on(t.walletId, t.kind, t.item, t.currency, t.amountMinor, t.credits)
      .where(sql`${t.status} = 'open'`),
    uniqueIndex("one_order_per_payment_intent").on(t.stripePaymentIntentId),
    uniqueIndex("one_order_per_subscription").on(t.stripeSubscriptionId),
    uniqueIndex("one_order_per_setup_intent").on(t.stripeSetupIntentId),
    // For operators, who have an order's id and not its wallet. Ids grow, so new rows come at its end and it costs little.
    index("orders_by_id").on(t.id),
    index("orders_of_a_wallet_newest_first").on(t.walletId, t.createdAt.desc()),
    check("order_kind_known", sql`${t.kind} in ('pack', 'plan')`),
    check("order_status_known", sql`${t.status} in ('open', 'processing', 'paid', 'canceled', 'parked')`),
    check("order_amount_positive", sql`${t.amountMinor} > 0 and ${t.credits} > 0`),
    check(
      "order_of_a_plan_is_whole",
      sql`(${t.kind} = 'plan') = (${t.interval} is not null and ${t.stripePriceId} is not null
        and ${t.dueMinor} is not null and ${t.renewalMinor} is not null)`,
    ),
    check(
      "order_of_a_plan_amounts",
      sql`${t.dueMinor} >= 0 and ${t.renewalMinor} >= 0 and ${t.trialDays} >= 0 and ${t.trialCredits} >= 0`,
    ),
    check("order_of_a_plan_interval_known", sql`${t.interval} in ('month', 'year')`),
    check("order_currency_is_lower_case_iso", sql`${t.currency} ~ '^[a-z]{3}$'`),
    check("paid_order_is_dated", sql`(${t.status} = 'paid') = (${t.paidAt} is not null)`),
    check("parked_order_has_a_reason", sql`${t.status} <> 'parked' or ${t.parkedReason} is not null`),
  ],
);
