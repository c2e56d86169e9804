import { sql } from "drizzle-orm";
import { boolean, check, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/**
 * When a schedule last called each cron route, one row per path, written by the route itself and by nobody who did not
 * know the secret. On hosts without long-lived servers the schedule is what runs failed events and fetches lost ones,
 * and a schedule that was never set up, or lost its secret, makes no noise of its own: this row is how it is missed.
 *
 * `ended_at` is null while a call runs, and stays so when its process was stopped in the middle. `trouble` is what the
 * last call that ended failed with.
 */
export const cronCalls = pgTable(
  "cron_calls",
  {
    path: text("path").primaryKey(),
    calledAt: timestamp("called_at", { withTimezone: true }).notNull(),
    endedAt: timestamp("ended_at", { withTimezone: true }),
    trouble: text("trouble"),
  },
  (t) => [check("trouble_of_an_ended_call", sql`${t.trouble} is null or ${t.endedAt} is not null`)],
);

/**
 * What was last found about the way of the webhooks, one row for test mode and one for live mode. Looking takes seconds
 * and asks Stripe, so pages read this row; whoever looks (servers, schedules, operators) writes it whole.
 */
export const setUpLooks = pgTable("set_up_looks", {
  livemode: boolean("livemode").primaryKey(),
  findings: jsonb("findings").notNull(),
  lookedAt: timestamp("looked_at", { withTimezone: true }).notNull(),
});
