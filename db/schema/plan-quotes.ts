import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { wallets } from "./wallets";

/**
 * What a change of plan costs and brings, computed once and pinned: who accepts it pays exactly this, or is told that
 * it no longer holds. The row is a memo of a computation and binds nobody until it is accepted.
 *
 * `timing`: `now` charges the difference at once, `in_trial` changes what the trial ends in, `period_end` waits for
 * the end of what is paid for. `proration_at` is the moment from which Stripe counts; sent again with the change, it
 * makes the same invoice to the minor unit. `basis` says what the subscription was when the quote was made.
 *
 * Money is in minor units of `currency`. `credit_minor` is what is given back for time not used (positive),
 * `charge_minor` what the new plan costs now, `balance_used_minor` what the customer's balance adds (positive: money
 * of theirs is used, negative: a debt is collected), `carried_minor` what moves to the next invoice (positive: is owed
 * there, negative: is theirs there). `due_minor` is what the card is charged.
 *
 * state: `open` → `submitted` (Stripe was asked, the outcome may be unknown) → `done`; or `overtaken` when something
 * else changed meanwhile, or `declined` when the money did not come.
 */
export const planQuotes = pgTable(
  "plan_quotes",
  {
    walletId: uuid("wallet_id")
      .notNull()
      .references(() => wallets.id),
    id: uuid("id").notNull(),
    stripeSubscriptionId: text("stripe_subscription_id").notNull(),
    stripeItemId: text("stripe_item_id").notNull(),
    timing: text("timing").notNull(),
    restarts: boolean("restarts").notNull(),
    fromPlan: text("from_plan").notNull(),
    fromInterval: text("from_interval").notNull(),
    toPlan: text("to_plan").notNull(),
    toInterval: text("to_interval").notNull(),
    toPriceId: text("to_price_id").notNull(),
    quantity: integer("quantity").notNull(),
    currency: text("currency").notNull(),
    creditMinor: bigint("credit_minor", { mode: "number" }).notNull(),
    chargeMinor: bigint("charge_minor", { mode: "number" }).notNull(),
    discountMinor: bigint("discount_minor", { mode: "number" }).notNull(),
    balanceUsedMinor: bigint("balance_used_minor", { mode: "number" }).notNull(),
    carriedMinor: bigint("carried_minor", { mode: "number" }).notNull(),
    dueMinor: bigint("due_minor", { mode: "number" }).notNull(),
    creditsNow: bigint("credits_now", { mode: "number" }).notNull(),
    /** What each period brings from then on, and costs, before a discount that is not certain to hold then. */
    periodCredits: bigint("period_credits", { mode: "number" }).notNull(),
    renewalMinor: bigint("renewal_minor", { mode: "number" }).notNull(),
    /** When the new plan is charged for a whole period next (for the first time, if it did not begin now). */
    renewalAt: timestamp("renewal_at", { withTimezone: true }).notNull(),
    prorationAt: timestamp("proration_at", { withTimezone: true }),
    basis: text("basis").notNull(),
    state: text("state").notNull().default("open"),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "plan_quotes_pkey", columns: [t.walletId, t.id] }),
    index("plan_quotes_of_a_wallet_newest_first").on(t.walletId, t.createdAt.desc()),
    check("quote_timing_known", sql`${t.timing} in ('now', 'in_trial', 'period_end')`),
    check("quote_state_known", sql`${t.state} in ('open', 'submitted', 'done', 'overtaken', 'declined')`),
    check(
      "only_a_change_now_is_charged_now",
      sql`${t.timing} = 'now' or (${t.dueMinor} = 0 and ${t.creditsNow} = 0)`,
    ),
    check("change_now_is_counted_from_a_moment", sql`(${t.timing} = 'now') = (${t.prorationAt} is not null)`),
    check(
      "quote_amounts_not_negative",
      sql`${t.dueMinor} >= 0 and ${t.creditsNow} >= 0 and ${t.renewalMinor} >= 0 and ${t.creditMinor} >= 0 and ${t.chargeMinor} >= 0`,
    ),
  ],
);

/**
 * The right to change a wallet's plan at Stripe, held by one at a time: two tabs with two quotes, or a cancel beside
 * an upgrade, would otherwise both be right about what was there before. A holder that died loses it when the time is
 * up; the next one reads Stripe first, so it does not matter how far the dead one came.
 */
export const planClaims = pgTable(
  "plan_claims",
  {
    walletId: uuid("wallet_id")
      .notNull()
      .references(() => wallets.id),
    token: uuid("token").notNull(),
    claimedUntil: timestamp("claimed_until", { withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ name: "plan_claims_pkey", columns: [t.walletId] })],
);
