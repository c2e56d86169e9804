import { sql } from "drizzle-orm";
import { bigint, index, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { wallets } from "./wallets";

/**
 * Facts to tell others, written in the transaction of the fact itself: if the credits were granted, the row is
 * here. Telling is somebody else's work and may happen late, twice, or after a crash; `wallet_version` lets a
 * receiver put facts of one wallet in order.
 */
export const outboxEvents = pgTable(
  "outbox_events",
  {
    walletId: uuid("wallet_id")
      .notNull()
      .references(() => wallets.id),
    id: uuid("id").notNull(),
    type: text("type").notNull(),
    subject: text("subject").notNull(),
    walletVersion: bigint("wallet_version", { mode: "number" }).notNull(),
    data: jsonb("data").notNull(),
    occurredAt: timestamp("occurred_at", { withTimezone: true }).notNull().defaultNow(),
    deliveredAt: timestamp("delivered_at", { withTimezone: true }),
  },
  (t) => [
    primaryKey({ name: "outbox_events_pkey", columns: [t.walletId, t.id] }),
    index("outbox_undelivered").on(t.occurredAt).where(sql`${t.deliveredAt} is null`),
  ],
);
