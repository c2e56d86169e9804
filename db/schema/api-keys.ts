import { sql } from "drizzle-orm";
import { check, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { wallets } from "./wallets";

/**
 * Keys with which programs use a wallet. Written by its person's dashboard, read by every request of the API.
 *
 * The key itself is never stored: `secret_hash` is the SHA-256 of its whole text, and a fast hash is enough
 * because the text holds 32 random bytes, which nobody can guess from it. `prefix` is the readable beginning that
 * tells one key from another in a list. `last_used_at` lags by up to a minute: it is for people, and no request
 * waits for it. A revoked key keeps its row, so that what it did can be told later; the unique index answers the
 * one question a request asks.
 */
export const apiKeys = pgTable(
  "api_keys",
  {
    walletId: uuid("wallet_id")
      .notNull()
      .references(() => wallets.id),
    id: uuid("id").notNull(),
    name: text("name").notNull(),
    prefix: text("prefix").notNull(),
    secretHash: text("secret_hash").notNull(),
    scopes: text("scopes").array().notNull(),
    expiresAt: timestamp("expires_at", { withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    lastUsedAt: timestamp("last_used_at", { withTimezone: true }),
    revokedAt: timestamp("revoked_at", { withTimezone: true }),
  },
  (t) => [
    primaryKey({ name: "api_keys_pkey", columns: [t.walletId, t.id] }),
    uniqueIndex("one_api_key_per_secret").on(t.secretHash),
    check(
      "api_key_scopes_known",
      sql`cardinality(${t.scopes}) > 0 and ${t.scopes} <@ array['wallet:read', 'credits:spend']`,
    ),
  ],
);
