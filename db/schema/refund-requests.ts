import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { wallets } from "./wallets";

/**
 * What an operator asked to be refunded, written before Stripe hears of it, so that who did it is known whatever
 * happens in between. The id is made by the page that asks: a second press is the same request.
 *
 * `attempt` is part of the key at Stripe and grows only when Stripe keeps repeating a stored failure and has no refund
 * of this request. `stripe_refund_id` is null until Stripe answered; `refusal` says why it never will.
 */
export const refundRequests = pgTable(
  "refund_requests",
  {
    walletId: uuid("wallet_id")
      .notNull()
      .references(() => wallets.id),
    id: uuid("id").notNull(),
    stripePaymentIntentId: text("stripe_payment_intent_id").notNull(),
    amountMinor: bigint("amount_minor", { mode: "number" }).notNull(),
    reason: text("reason").notNull(),
    /** The operator's user id, kept after that person is gone. */
    operator: text("operator").notNull(),
    attempt: integer("attempt").notNull().default(1),
    stripeRefundId: text("stripe_refund_id"),
    refusal: text("refusal"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull(),
  },
  (t) => [
    primaryKey({ name: "refund_requests_pkey", columns: [t.walletId, t.id] }),
    index("refund_requests_of_a_payment").on(t.walletId, t.stripePaymentIntentId),
    check("refund_request_amount_positive", sql`${t.amountMinor} > 0`),
    check(
      "refund_request_reason_known",
      sql`${t.reason} in ('requested_by_customer', 'duplicate', 'fraudulent')`,
    ),
    check("refund_request_attempt_positive", sql`${t.attempt} >= 1`),
  ],
);
