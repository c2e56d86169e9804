import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { creditGrants, ledgerOperations } from "./ledger";
import { wallets } from "./wallets";

/**
 * Credits reserved for work in progress. Its state is its dates: open until captured or released. A hold that
 * ended by itself was released at or after its `expires_at`, one that was released by its owner before it. Which
 * credits of which grants it reserves is told by the lines of its operation.
 *
 * A hold with a `grant_id` is ours, not a person's: it keeps credits of that one grant back while its payment is
 * disputed. Nobody knows for how long, so it has no end of its own, and only who made it ends it.
 */
export const creditHolds = pgTable(
  "credit_holds",
  {
    walletId: uuid("wallet_id")
      .notNull()
      .references(() => wallets.id),
    id: uuid("id").notNull(),
    operationKey: text("operation_key").notNull(),
    amount: bigint("amount", { mode: "number" }).notNull(),
    captured: bigint("captured", { mode: "number" }).notNull().default(0),
    grantId: uuid("grant_id"),
    expiresAt: timestamp("expires_at", { withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    capturedAt: timestamp("captured_at", { withTimezone: true }),
    releasedAt: timestamp("released_at", { withTimezone: true }),
  },
  (t) => [
    primaryKey({ name: "credit_holds_pkey", columns: [t.walletId, t.id] }),
    // A hold is found again by the key it was asked for with.
    uniqueIndex("one_hold_per_operation").on(t.walletId, t.operationKey),
    // Which holds of a wallet have ended, and when the next one will.
    index("open_holds_by_expiry")
      .on(t.walletId, t.expiresAt)
      .where(sql`${t.capturedAt} is null and ${t.releasedAt} is null`),
    // What is kept back of a grant, among perhaps a million holds of work. Those are not in it, so they do not pay for it.
    index("kept_holds_of_a_grant").on(t.walletId, t.grantId).where(sql`${t.grantId} is not null`),
    foreignKey({
      name: "hold_of_an_operation",
      columns: [t.walletId, t.operationKey],
      foreignColumns: [ledgerOperations.walletId, ledgerOperations.key],
    }),
    check("hold_amount_positive", sql`${t.amount} > 0`),
    check("hold_captured_within_amount", sql`${t.captured} between 0 and ${t.amount}`),
    foreignKey({
      name: "hold_of_a_grant",
      columns: [t.walletId, t.grantId],
      foreignColumns: [creditGrants.walletId, creditGrants.id],
    }),
    check("hold_without_end_is_of_a_grant", sql`(${t.expiresAt} is null) = (${t.grantId} is not null)`),
    check("hold_of_a_grant_is_never_captured", sql`${t.grantId} is null or ${t.capturedAt} is null`),
    check("hold_ends_once", sql`${t.capturedAt} is null or ${t.releasedAt} is null`),
  ],
);
