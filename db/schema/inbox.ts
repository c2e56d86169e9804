import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/**
 * Every Stripe event we received, one row per event id. The table is the queue and the audit at once, so there
 * is no moment in which an event is stored and nobody will ever run it.
 *
 * state: `processed` (its effects are committed, in the same transaction as this row), `ignored` (not ours,
 * with the reason), `failed` (will be tried again at `next_attempt_at`, and by Stripe's own retry), `parked`
 * (given up or refused by a rule; an operator sees and can replay it).
 *
 * The event id is the second net against doubling. The first is the business key on the grant: Stripe can tell
 * of one payment under two event ids.
 */
export const inboxEvents = pgTable(
  "inbox_events",
  {
    id: text("id").primaryKey(),
    type: text("type").notNull(),
    apiVersion: text("api_version"),
    livemode: boolean("livemode").notNull(),
    objectId: text("object_id"),
    payload: jsonb("payload"),
    state: text("state").notNull(),
    outcome: text("outcome").notNull(),
    attempts: integer("attempts").notNull().default(1),
    lastError: text("last_error"),
    nextAttemptAt: timestamp("next_attempt_at", { withTimezone: true }),
    stripeCreatedAt: timestamp("stripe_created_at", { withTimezone: true }).notNull(),
    receivedAt: timestamp("received_at", { withTimezone: true }).notNull().defaultNow(),
    processedAt: timestamp("processed_at", { withTimezone: true }),
  },
  (t) => [
    index("inbox_due").on(t.nextAttemptAt).where(sql`${t.state} = 'failed'`),
    index("inbox_parked").on(t.receivedAt.desc()).where(sql`${t.state} = 'parked'`),
    index("inbox_of_an_object").on(t.objectId),
    check("inbox_state_known", sql`${t.state} in ('processed', 'ignored', 'failed', 'parked')`),
    check("failed_event_will_run_again", sql`(${t.state} = 'failed') = (${t.nextAttemptAt} is not null)`),
    check("inbox_attempts_positive", sql`${t.attempts} > 0`),
  ],
);
