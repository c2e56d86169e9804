import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { wallets } from "./wallets";

/**
 * Mails that a person is owed because something happened to their plan. The row is written in the transaction of the
 * fact, and its key is why the same fact, however often and in whatever order it is told, makes one mail.
 *
 * state: `waiting` until `next_attempt_at`, which is also the lease of whoever is sending it now: a sender that died
 * loses it when the time is up; `sent`; `dropped` when it is no longer true, or nobody is there to read it; `parked`
 * after the last try, with the error. `data` are the plain facts the mail tells; words and language come when it is
 * sent.
 */
export const notices = pgTable(
  "notices",
  {
    walletId: uuid("wallet_id")
      .notNull()
      .references(() => wallets.id),
    kind: text("kind").notNull(),
    /** The id at Stripe of what it is about: an invoice or a subscription. */
    subject: text("subject").notNull(),
    data: jsonb("data").notNull(),
    state: text("state").notNull().default("waiting"),
    attempts: integer("attempts").notNull().default(0),
    nextAttemptAt: timestamp("next_attempt_at", { withTimezone: true }),
    lastError: text("last_error"),
    sentAt: timestamp("sent_at", { withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "notices_pkey", columns: [t.walletId, t.kind, t.subject] }),
    index("notices_due").on(t.nextAttemptAt).where(sql`${t.state} = 'waiting'`),
    index("notices_parked").on(t.createdAt.desc()).where(sql`${t.state} = 'parked'`),
    check(
      "notice_kind_known",
      sql`${t.kind} in ('payment_failed', 'bank_confirmation', 'plan_unpaid', 'plan_ended', 'trial_ends_soon')`,
    ),
    check("notice_state_known", sql`${t.state} in ('waiting', 'sent', 'dropped', 'parked')`),
    check("waiting_notice_has_a_time", sql`(${t.state} = 'waiting') = (${t.nextAttemptAt} is not null)`),
    check("sent_notice_is_dated", sql`(${t.state} = 'sent') = (${t.sentAt} is not null)`),
  ],
);
