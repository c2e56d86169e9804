import { sql } from "drizzle-orm";
import { check, index, pgTable, primaryKey, smallint, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { wallets } from "./wallets";

/**
 * What was answered to an `Idempotency-Key`: the first status and the first body, byte for byte, written in the
 * transaction of the operation and under the wallet's lock. So a twin that arrives while the first still runs
 * waits for the lock and then finds this row; there is no moment in which the operation is done and its answer
 * is not there. Only done operations are kept: a refused request burns no key.
 *
 * Keys belong to a wallet. Rows are kept for 30 days and then trimmed; the ledger's own operation key, which is
 * never trimmed, still keeps an older repetition from doing anything twice.
 */
export const apiRequests = pgTable(
  "api_requests",
  {
    walletId: uuid("wallet_id")
      .notNull()
      .references(() => wallets.id),
    key: text("key").notNull(),
    /** Of the endpoint, its path and the parsed body: tells a repetition from a key used twice. */
    requestHash: text("request_hash").notNull(),
    status: smallint("status").notNull(),
    body: text("body").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "api_requests_pkey", columns: [t.walletId, t.key] }),
    // Trimming reads from the oldest on.
    index("api_requests_by_age").on(t.createdAt),
    check("api_request_key_length", sql`length(${t.key}) between 1 and 255`),
    check("api_request_was_done", sql`${t.status} between 200 and 299`),
  ],
);
