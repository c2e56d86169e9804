import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { orders } from "./orders";
import { wallets } from "./wallets";

/**
 * Our record of one Stripe PaymentIntent whose money came, with what it is worth in credits. Written by the
 * one function that settles, in the transaction of the grant; so a payment without its grant cannot exist
 * unless it is `parked` (amount or currency differ from the order), which operators see.
 *
 * `origin` says how we knew whose it is: an order of ours, or only a customer we know (`customer`), credited
 * at the catalog's rate and marked so.
 *
 * The settlement columns (what reached our Stripe balance, in its currency) arrive later, with
 * `charge.updated`: PaymentIntents are captured asynchronously and have no balance transaction at first.
 * `stripe_exchange_rate` is text, as Stripe sends a decimal: we show it, we never calculate with it.
 */
export const payments = pgTable(
  "payments",
  {
    walletId: uuid("wallet_id")
      .notNull()
      .references(() => wallets.id),
    stripePaymentIntentId: text("stripe_payment_intent_id").notNull(),
    orderId: uuid("order_id"),
    origin: text("origin").notNull(),
    status: text("status").notNull(),
    livemode: boolean("livemode").notNull(),
    currency: text("currency").notNull(),
    amountMinor: bigint("amount_minor", { mode: "number" }).notNull(),
    credits: bigint("credits", { mode: "number" }).notNull(),
    parkedReason: text("parked_reason"),
    stripeChargeId: text("stripe_charge_id"),
    paymentMethodType: text("payment_method_type"),
    cardBrand: text("card_brand"),
    cardLast4: text("card_last4"),
    stripeBalanceTransactionId: text("stripe_balance_transaction_id"),
    settlementCurrency: text("settlement_currency"),
    settlementAmountMinor: bigint("settlement_amount_minor", { mode: "number" }),
    settlementFeeMinor: bigint("settlement_fee_minor", { mode: "number" }),
    stripeExchangeRate: text("stripe_exchange_rate"),
    paidAt: timestamp("paid_at", { withTimezone: true }).notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "payments_pkey", columns: [t.walletId, t.stripePaymentIntentId] }),
    // Belt and braces beside the primary key: the same money can never be booked to two wallets. On a
    // database split by wallet this index becomes a small directory table.
    uniqueIndex("one_payment_per_payment_intent").on(t.stripePaymentIntentId),
    uniqueIndex("one_payment_per_order").on(t.walletId, t.orderId).where(sql`${t.orderId} is not null`),
    // For operators, who look at the newest money of everybody. New rows come at its end, so it costs little.
    index("payments_newest_first").on(t.paidAt.desc(), t.stripePaymentIntentId.desc()),
    foreignKey({
      name: "payment_of_an_order",
      columns: [t.walletId, t.orderId],
      foreignColumns: [orders.walletId, orders.id],
    }),
    check("payment_origin_known", sql`${t.origin} in ('order', 'customer')`),
    check("payment_status_known", sql`${t.status} in ('succeeded', 'parked')`),
    check("payment_amounts_not_negative", sql`${t.amountMinor} > 0 and ${t.credits} >= 0`),
    check("parked_payment_has_a_reason", sql`${t.status} <> 'parked' or ${t.parkedReason} is not null`),
    check("succeeded_payment_is_worth_credits", sql`${t.status} <> 'succeeded' or ${t.credits} > 0`),
  ],
);
