import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { wallets } from "./wallets";

/**
 * An invoice of a plan that Stripe could not collect, as Stripe last told of it: a copy, written with the copy of its
 * subscription, by the same readings. What banners, mails and the page to pay it are made of. An invoice that is
 * paid at the first try never comes here; one that did stays, as `paid` or `void`, so that an old link can say so.
 *
 * `ask`: what would settle it, money (`payment`) or only a word of the payer to the bank (`bank`). `next_attempt_at`
 * is when Stripe tries again by itself; null when it will not. Grace is counted from `due_since`.
 *
 * `claimed_until` is held by the one payer at work, as on an order; `tries` counts what people tried on our page, and
 * is a part of the key of each try. No decision about money is taken from the rest of the row.
 */
export const dueInvoices = pgTable(
  "due_invoices",
  {
    walletId: uuid("wallet_id")
      .notNull()
      .references(() => wallets.id),
    stripeInvoiceId: text("stripe_invoice_id").notNull(),
    stripeSubscriptionId: text("stripe_subscription_id").notNull(),
    status: text("status").notNull(),
    ask: text("ask").notNull(),
    currency: text("currency").notNull(),
    amountDueMinor: bigint("amount_due_minor", { mode: "number" }).notNull(),
    attempts: integer("attempts").notNull(),
    nextAttemptAt: timestamp("next_attempt_at", { withTimezone: true }),
    dueSince: timestamp("due_since", { withTimezone: true }).notNull(),
    lastRefusal: jsonb("last_refusal").$type<{ code: string; declineCode?: string } | null>(),
    readTicket: bigint("read_ticket", { mode: "number" }).notNull(),
    claimedUntil: timestamp("claimed_until", { withTimezone: true }),
    tries: integer("tries").notNull().default(0),
    triedAt: timestamp("tried_at", { withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "due_invoices_pkey", columns: [t.walletId, t.stripeInvoiceId] }),
    uniqueIndex("one_row_per_due_invoice").on(t.stripeInvoiceId),
    index("due_invoices_of_a_subscription").on(t.walletId, t.stripeSubscriptionId, t.dueSince),
    check("due_invoice_status_known", sql`${t.status} in ('open', 'paid', 'void', 'uncollectible')`),
    check("due_invoice_ask_known", sql`${t.ask} in ('payment', 'bank')`),
    check("due_invoice_counts", sql`${t.amountDueMinor} >= 0 and ${t.attempts} >= 0 and ${t.tries} >= 0`),
  ],
);
