import type { Sql, Tx } from "@/db/client";
import type { OrderDiscount, PaidWith } from "@/db/schema/orders";
import type { Currency } from "@/lib/catalog/currencies";
import type { PlanInterval } from "@/lib/catalog/plans";
import type { PaymentFailure, PaymentIntentStatus } from "@/lib/stripe/payment-intent-facts";

/** Why the last try on an order was refused; `at` is ISO 8601. Kept as codes, so that wording can improve. */
export type StoredRefusal = { code: string; declineCode?: string; at: string };

/** An order as the verbs of checkout need it. Never leaves this area; pages get an `OrderView`. */
export type OrderRow = {
  id: string;
  walletId: string;
  kind: "pack" | "plan";
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
  interval: PlanInterval | null;
  stripePriceId: string | null;
  trialDays: number;
  trialCredits: number;
  dueMinor: number | null;
  renewalMinor: number | null;
  discount: OrderDiscount | null;
  revision: number;
  stripeSubscriptionId: string | null;
  stripeSetupIntentId: string | null;
  paidWith: PaidWith | null;
};

/** An order of a plan: what every one of them has is known to be there. */
export type PlanOrder = OrderRow & {
  interval: PlanInterval;
  stripePriceId: string;
  dueMinor: number;
  renewalMinor: number;
};

export function isPlanOrder<Order extends OrderRow>(order: Order): order is Order & PlanOrder {
  return order.kind === "plan";
}

/** The columns of an `OrderRow`, for a select or a returning. */
export function orderColumns(query: Sql | Tx) {
  return query`
    orders.id, orders.wallet_id as "walletId", orders.kind, orders.status, orders.item, orders.currency,
    orders.amount_minor as "amountMinor", orders.credits, orders.validity_months as "validityMonths",
    orders.livemode, orders.stripe_payment_intent_id as "stripePaymentIntentId",
    orders.stripe_payment_intent_status as "stripePaymentIntentStatus", orders.attempts,
    orders.last_refusal as "lastRefusal", orders.claimed_until as "claimedUntil",
    orders.created_at as "createdAt", orders.submitted_at as "submittedAt",
    orders.interval, orders.stripe_price_id as "stripePriceId", orders.trial_days as "trialDays",
    orders.trial_credits as "trialCredits", orders.due_minor as "dueMinor",
    orders.renewal_minor as "renewalMinor", orders.discount, orders.revision,
    orders.stripe_subscription_id as "stripeSubscriptionId",
    orders.stripe_setup_intent_id as "stripeSetupIntentId", orders.paid_with as "paidWith"`;
}

/** A refusal for keeping. What Radar blocked is kept as fraud, which is never told to anybody. */
export function toStoredRefusal(failure: PaymentFailure, blocked: boolean, at: Date): StoredRefusal {
  const declineCode = blocked ? "fraudulent" : failure.declineCode;
  return { code: failure.code, ...(declineCode ? { declineCode } : {}), at: at.toISOString() };
}
