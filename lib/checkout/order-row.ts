import type { Sql, Tx } from "@/db/client";
import type { Currency } from "@/lib/catalog/currencies";
import type { PaymentFailure, PaymentIntentStatus } from "@/lib/stripe/payment-intent-facts";

/** Why the last try on an order was refused; `at` is ISO 8601. Kept as codes, so that wording can improve. */
export type StoredRefusal = { code: string; declineCode?: string; at: string };

/** An order as the verbs of checkout need it. Never leaves this area; pages get an `OrderView`. */
export type OrderRow = {
  id: string;
  walletId: string;
  status: "open" | "processing" | "paid" | "canceled" | "parked";
  item: string;
  currency: Currency;
  amountMinor: number;
  credits: number;
  validityMonths: number;
  livemode: boolean;
  stripePaymentIntentId: string | null;
  stripePaymentIntentStatus: PaymentIntentStatus | null;
  attempts: number;
  lastRefusal: StoredRefusal | null;
  claimedUntil: Date | null;
  createdAt: Date;
  submittedAt: Date | null;
};

/** The columns of an `OrderRow`, for a select or a returning. */
export function orderColumns(query: Sql | Tx) {
  return query`
    orders.id, orders.wallet_id as "walletId", orders.status, orders.item, orders.currency,
    orders.amount_minor as "amountMinor", orders.credits, orders.validity_months as "validityMonths",
    orders.livemode, orders.stripe_payment_intent_id as "stripePaymentIntentId",
    orders.stripe_payment_intent_status as "stripePaymentIntentStatus", orders.attempts,
    orders.last_refusal as "lastRefusal", orders.claimed_until as "claimedUntil",
    orders.created_at as "createdAt", orders.submitted_at as "submittedAt"`;
}

/** A refusal for keeping. What Radar blocked is kept as fraud, which is never told to anybody. */
export function toStoredRefusal(failure: PaymentFailure, blocked: boolean, at: Date): StoredRefusal {
  const declineCode = blocked ? "fraudulent" : failure.declineCode;
  return { code: failure.code, ...(declineCode ? { declineCode } : {}), at: at.toISOString() };
}
