import { index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

/**
 * Who had a trial: one for a person, ever. A person is known again by their address and by their card. The row is
 * written before the trial begins, under the order that begins it, and goes when that order is canceled unused.
 *
 * `mark` is `email:` with a keyed hash of the normalised address, or `card:` with the fingerprint that Stripe gives a
 * card within one account. It outlives the account, so that deleting it and coming back brings no second trial;
 * for the same reason it names nobody: neither address nor card can be read from it.
 */
export const trialUses = pgTable(
  "trial_uses",
  {
    mark: text("mark").primaryKey(),
    walletId: uuid("wallet_id").notNull(),
    orderId: uuid("order_id").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [index("trial_uses_of_an_order").on(t.walletId, t.orderId)],
);
