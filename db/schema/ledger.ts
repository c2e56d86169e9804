import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { payments } from "./payments";
import { wallets } from "./wallets";

/**
 * A lot of credits put into a wallet by one source, with its own expiry and remainder. `source_key` is the
 * business key of what was bought (`pi:<id>`, `invoice:<id>:<line>`) or corrected (`adjust:<key>`); its
 * uniqueness is what keeps two events, two servers and a sweep from granting the same payment twice. `given_back` is
 * what a refund that failed or a dispute that was won had taken.
 *
 * `keep_on_return` of its credits are on holds for work and will be kept back, for the reason in `keep_key`, as soon as
 * those holds give them back. A grant has nothing available while it says so.
 */
export const creditGrants = pgTable(
  "credit_grants",
  {
    walletId: uuid("wallet_id")
      .notNull()
      .references(() => wallets.id),
    id: uuid("id").notNull(),
    source: text("source").notNull(),
    sourceKey: text("source_key").notNull(),
    stripePaymentIntentId: text("stripe_payment_intent_id"),
    amount: bigint("amount", { mode: "number" }).notNull(),
    available: bigint("available", { mode: "number" }).notNull(),
    held: bigint("held", { mode: "number" }).notNull().default(0),
    keepOnReturn: bigint("keep_on_return", { mode: "number" }).notNull().default(0),
    keepKey: text("keep_key"),
    priority: smallint("priority").notNull().default(100),
    expiresAt: timestamp("expires_at", { withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "credit_grants_pkey", columns: [t.walletId, t.id] }),
    uniqueIndex("one_grant_per_source").on(t.walletId, t.sourceKey),
    // The draw order, and only the grants that still have something to draw from.
    index("credit_grants_in_draw_order")
      .on(t.walletId, t.priority, t.expiresAt.asc().nullsLast(), t.createdAt, t.id)
      .where(sql`${t.available} > 0`),
    foreignKey({
      name: "grant_of_a_payment",
      columns: [t.walletId, t.stripePaymentIntentId],
      foreignColumns: [payments.walletId, payments.stripePaymentIntentId],
    }),
    check(
      "grant_source_known",
      sql`${t.source} in ('pack', 'plan', 'payment_without_order', 'adjustment', 'given_back')`,
    ),
    check("what_is_kept_on_return_has_a_key", sql`(${t.keepOnReturn} > 0) = (${t.keepKey} is not null)`),
    check("kept_on_return_not_negative", sql`${t.keepOnReturn} >= 0`),
    check("grant_amount_positive", sql`${t.amount} > 0`),
    check(
      "grant_remainder_within_amount",
      sql`${t.available} >= 0 and ${t.held} >= 0 and ${t.available} + ${t.held} <= ${t.amount}`,
    ),
  ],
);

/**
 * The named cause of entries. Its key is the idempotency of the ledger: the same key and the same content is
 * the first answer again, the same key with other content is a named conflict (`request_hash` tells).
 * Append-only: a trigger refuses UPDATE, DELETE and TRUNCATE.
 *
 * `operator` is who made an adjustment: the id of their user, kept after that person is gone. `reversed_grant_id`
 * is the grant a reversal is of; its lines cannot tell, because they may all lie on other grants.
 */
export const ledgerOperations = pgTable(
  "ledger_operations",
  {
    walletId: uuid("wallet_id")
      .notNull()
      .references(() => wallets.id),
    key: text("key").notNull(),
    kind: text("kind").notNull(),
    amount: bigint("amount", { mode: "number" }).notNull(),
    reference: text("reference"),
    requestHash: text("request_hash").notNull(),
    operator: text("operator"),
    reversedGrantId: uuid("reversed_grant_id"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "ledger_operations_pkey", columns: [t.walletId, t.key] }),
    // How much of a grant was reversed already. Empty for all other kinds, so spends do not pay for it.
    index("reversals_of_a_grant")
      .on(t.walletId, t.reversedGrantId)
      .where(sql`${t.reversedGrantId} is not null`),
    foreignKey({
      name: "reversal_of_a_grant",
      columns: [t.walletId, t.reversedGrantId],
      foreignColumns: [creditGrants.walletId, creditGrants.id],
    }),
    check(
      "operation_kind_known",
      sql`${t.kind} in ('grant', 'spend', 'hold', 'capture', 'release', 'expire', 'reverse', 'adjust')`,
    ),
    check("operation_amount_positive", sql`${t.amount} > 0`),
    check("operation_key_length", sql`length(${t.key}) between 1 and 300`),
    check("adjustment_names_its_operator", sql`(${t.kind} = 'adjust') = (${t.operator} is not null)`),
    check("reversal_names_its_grant", sql`(${t.kind} = 'reverse') = (${t.reversedGrantId} is not null)`),
  ],
);

/**
 * One immutable ledger line: an amount moving between two buckets of one grant. `seq` counts per wallet from
 * 1 without gaps, under the wallet's lock, so a wallet's history is a list that can be proved whole.
 * A line cannot be unbalanced: it names both ends.
 */
export const ledgerEntries = pgTable(
  "ledger_entries",
  {
    walletId: uuid("wallet_id").notNull(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    operationKey: text("operation_key").notNull(),
    grantId: uuid("grant_id").notNull(),
    fromBucket: text("from_bucket").notNull(),
    toBucket: text("to_bucket").notNull(),
    amount: bigint("amount", { mode: "number" }).notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "ledger_entries_pkey", columns: [t.walletId, t.seq] }),
    index("entries_of_an_operation").on(t.walletId, t.operationKey),
    // What a person looks for between a million spends. Spends and holds are not in it, so they do not pay for it.
    index("entries_of_rare_moves")
      .on(t.walletId, t.seq)
      .where(sql`${t.fromBucket} = 'issued' or ${t.toBucket} in ('expired', 'reversed', 'owed')`),
    foreignKey({
      name: "entry_of_an_operation",
      columns: [t.walletId, t.operationKey],
      foreignColumns: [ledgerOperations.walletId, ledgerOperations.key],
    }),
    foreignKey({
      name: "entry_of_a_grant",
      columns: [t.walletId, t.grantId],
      foreignColumns: [creditGrants.walletId, creditGrants.id],
    }),
    check("entry_amount_positive", sql`${t.amount} > 0`),
    check("entry_seq_from_one", sql`${t.seq} >= 1`),
    // As one text in a list: PostgreSQL reads a CHECK anew for every statement, and pairs made it four times as long.
    check(
      "entry_move_known",
      sql`${t.fromBucket} || '>' || ${t.toBucket} in ('issued>available', 'available>spent', 'available>held', 'held>spent', 'held>available', 'available>expired', 'available>reversed', 'owed>reversed', 'available>owed')`,
    ),
  ],
);
