import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/**
 * Every Stripe event we received, one row per event id. The table is the queue and the audit at once, so there
 * is no moment in which an event is stored and nobody will ever run it.
 *
 * state: `processed` (its effects are committed, in the same transaction as this row), `ignored` (not ours,
 * with the reason), `failed` (will be tried again at `next_attempt_at`, and by Stripe's own retry), `waiting` (it
 * names something of ours that is not here yet; looked at again at `next_attempt_at`), `parked` (given up or refused
 * by a rule; an operator sees and can replay it).
 *
 * `attempts` counts all tries and `waits` those among them that only waited, so that a long wait does not use up the
 * tries of a first real failure. `payload` is removed 90 days after the event came, when it ended well; the row and
 * its outcome stay.
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
    waits: integer("waits").notNull().default(0),
    lastError: text("last_error"),
    nextAttemptAt: timestamp("next_attempt_at", { withTimezone: true }),
    stripeCreatedAt: timestamp("stripe_created_at", { withTimezone: true }).notNull(),
    receivedAt: timestamp("received_at", { withTimezone: true }).notNull().defaultNow(),
    processedAt: timestamp("processed_at", { withTimezone: true }),
  },
  (t) => [
    index("inbox_due").on(t.nextAttemptAt).where(sql`${t.nextAttemptAt} is not null`),
    index("inbox_parked").on(t.receivedAt.desc()).where(sql`${t.state} = 'parked'`),
    index("inbox_of_an_object").on(t.objectId),
    index("inbox_to_trim")
      .on(t.receivedAt)
      .where(sql`${t.payload} is not null and ${t.state} in ('processed', 'ignored')`),
    check("inbox_state_known", sql`${t.state} in ('processed', 'ignored', 'failed', 'waiting', 'parked')`),
    check(
      "unfinished_event_will_run_again",
      sql`(${t.state} in ('failed', 'waiting')) = (${t.nextAttemptAt} is not null)`,
    ),
    check("inbox_attempts_positive", sql`${t.attempts} > 0`),
    check("waits_are_attempts", sql`${t.waits} between 0 and ${t.attempts}`),
  ],
);

/**
 * How far Stripe's list of events has been read, one row for test mode and one for live mode. Written by the sweep
 * alone, and only after everything up to there stands in the inbox: `swept_until` never goes back, so two sweeps at
 * once may both write it. It is a moment of Stripe's clock, and null until Stripe could be asked at all.
 *
 * `gap_from` to `gap_until`: we were away for longer than Stripe keeps events, so what happened then was never
 * listed. Only a comparison of the objects themselves can find it; the row keeps saying so.
 *
 * `trouble` is why the last sweep stopped before the present; null after one that reached it, at `reached_at`.
 */
export const eventSweeps = pgTable(
  "event_sweeps",
  {
    livemode: boolean("livemode").primaryKey(),
    sweptUntil: timestamp("swept_until", { withTimezone: true }),
    reachedAt: timestamp("reached_at", { withTimezone: true }),
    trouble: text("trouble"),
    gapFrom: timestamp("gap_from", { withTimezone: true }),
    gapUntil: timestamp("gap_until", { withTimezone: true }),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    check("gap_has_two_ends", sql`(${t.gapFrom} is null) = (${t.gapUntil} is null)`),
    check("gap_lies_in_the_past", sql`${t.gapUntil} <= ${t.sweptUntil}`),
  ],
);
