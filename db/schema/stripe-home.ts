import { sql } from "drizzle-orm";
import { boolean, check, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/**
 * To which Stripe this database belongs: one row, written when a server first starts with it. Customers, payments and
 * credits mean nothing to another account or mode, and credits bought with test cards must not be spent where money is
 * real; so keys of another home are refused by name, at the start and at both doors to Stripe.
 *
 * `account_id` is null for the emulator, and while Stripe has not told whose the key is. `key_fingerprint` is of the
 * secret key that was last seen to belong to the account: as long as it is the same, Stripe need not be asked. The row
 * moves to another home only while nothing of Stripe's is stored beside it.
 */
export const stripeHome = pgTable(
  "stripe_home",
  {
    only: boolean("only").primaryKey().default(true),
    mode: text("mode").notNull(),
    accountId: text("account_id"),
    keyFingerprint: text("key_fingerprint"),
    claimedAt: timestamp("claimed_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    check("home_is_one", sql`${t.only}`),
    check("home_mode_known", sql`${t.mode} in ('live', 'test', 'emulator')`),
  ],
);
