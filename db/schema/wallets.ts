import { sql } from "drizzle-orm";
import { bigint, check, index, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { users } from "./auth";

/**
 * A person's credit account: what everything about credits is keyed and locked by.
 *
 * The totals are a projection of the entries, kept here so that reading a balance is one row whatever the
 * history's length. Every verb of the ledger takes this row's lock first, in a statement of its own: a
 * statement that locks and draws at once works on a snapshot from before the lock and refuses spends that
 * are covered.
 *
 * `version` is the `seq` of the wallet's last entry, and so the count of its entries; it is what pages,
 * ETags and live updates compare. `next_expiry_at` says when the balance next changes by itself, because a grant
 * expires or an open hold ends, so that a reader knows whether the totals are still exact. It may be too early,
 * never too late.
 *
 * `subscription_version` counts changes of the wallet's subscriptions. They move no credits and so not `version`, but
 * who caches a wallet must notice both by reading this one row.
 *
 * `user_id` becomes null when the person deletes the account: the ledger stays, the person goes.
 */
export const wallets = pgTable(
  "wallets",
  {
    id: uuid("id").primaryKey(),
    userId: text("user_id").references(() => users.id),
    stripeCustomerId: text("stripe_customer_id"),
    available: bigint("available", { mode: "number" }).notNull().default(0),
    held: bigint("held", { mode: "number" }).notNull().default(0),
    owed: bigint("owed", { mode: "number" }).notNull().default(0),
    version: bigint("version", { mode: "number" }).notNull().default(0),
    nextExpiryAt: timestamp("next_expiry_at", { withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
    subscriptionVersion: bigint("subscription_version", { mode: "number" }).notNull().default(0),
    closedAt: timestamp("closed_at", { withTimezone: true }),
  },
  (t) => [
    uniqueIndex("one_wallet_per_user").on(t.userId),
    uniqueIndex("one_wallet_per_stripe_customer").on(t.stripeCustomerId),
    // For the job that brings wallets up to date that nobody touches.
    index("wallets_by_next_expiry").on(t.nextExpiryAt).where(sql`${t.nextExpiryAt} is not null`),
    check("wallet_totals_not_negative", sql`${t.available} >= 0 and ${t.held} >= 0 and ${t.owed} >= 0`),
    check("never_owed_beside_available", sql`${t.owed} = 0 or ${t.available} = 0`),
    check("wallet_version_not_negative", sql`${t.version} >= 0`),
  ],
);
