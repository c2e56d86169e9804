import type Stripe from "stripe";

const STATUSES = [
  "requires_payment_method",
  "requires_confirmation",
  "requires_action",
  "processing",
  "requires_capture",
  "succeeded",
  "canceled",
] as const;

export type PaymentIntentStatus = (typeof STATUSES)[number];

/** Why the last try on a PaymentIntent failed, as Stripe codes it. */
export type PaymentFailure = { code: string; declineCode: string | null };

/**
 * A PaymentIntent in plain values. Money in minor units of `currency`. `orderId` and `walletId` are what its
 * metadata claim; whoever acts on them checks them against our own rows first. Null: not known from this answer.
 */
export type PaymentIntentFacts = {
  id: string;
  status: PaymentIntentStatus;
  amountMinor: number;
  amountReceivedMinor: number;
  currency: string;
  livemode: boolean;
  customerId: string | null;
  orderId: string | null;
  walletId: string | null;
  /**
   * The invoice it pays, null when it pays none. A PaymentIntent does not say, so it is `not_asked` until somebody
   * asked for it (`findInvoiceOfPayment`); money without an order is not settled before that.
   */
  invoiceId: string | null | "not_asked";
  clientSecret: string | null;
  createdAt: Date;
  failure: PaymentFailure | null;
  charge: ChargeFacts | null;
};

/** A charge in plain values. The settlement is null until Stripe has booked it, some seconds after success. */
export type ChargeFacts = {
  id: string;
  paidAt: Date;
  method: string | null;
  cardBrand: string | null;
  cardLast4: string | null;
  blocked: boolean;
  settlement: SettlementFacts | null;
};

/** What reached our Stripe balance, in minor units of its own currency. The rate is Stripe's decimal as text. */
export type SettlementFacts = {
  balanceTransactionId: string;
  currency: string;
  amountMinor: number;
  feeMinor: number;
  exchangeRate: string | null;
};

const SECOND_MS = 1000;

function idOf(reference: string | { id: string } | null | undefined): string | null {
  return typeof reference === "string" ? reference : (reference?.id ?? null);
}

function fromStripeBalanceTransaction(booked: Stripe.Charge["balance_transaction"]): SettlementFacts | null {
  if (!booked || typeof booked === "string") return null;
  return {
    balanceTransactionId: booked.id,
    currency: booked.currency,
    amountMinor: booked.amount,
    feeMinor: booked.fee,
    exchangeRate: booked.exchange_rate === null ? null : String(booked.exchange_rate),
  };
}

/** A charge's facts; null when the answer only names the charge and does not contain it. */
export function fromStripeCharge(charge: string | Stripe.Charge | null | undefined): ChargeFacts | null {
  if (!charge || typeof charge === "string") return null;
  const details = charge.payment_method_details;
  return {
    id: charge.id,
    paidAt: new Date(charge.created * SECOND_MS),
    method: details?.type ?? null,
    cardBrand: details?.card?.brand ?? null,
    cardLast4: details?.card?.last4 ?? null,
    blocked: charge.outcome?.type === "blocked",
    settlement: fromStripeBalanceTransaction(charge.balance_transaction),
  };
}

/** A status that this version does not know is neither money nor a reason to try again. */
function fromStripeStatus(status: string): PaymentIntentStatus {
  return STATUSES.find((known) => known === status) ?? "processing";
}

function fromStripeFailure(error: Stripe.PaymentIntent["last_payment_error"]): PaymentFailure | null {
  if (!error) return null;
  return { code: error.code ?? "unknown", declineCode: error.decline_code ?? null };
}

/**
 * Whether what an event tells of a PaymentIntent has the shape that we know. Answers to us have, for we name the version;
 * an event is written in its endpoint's or its account's, of which a later one may look different.
 */
export function isPaymentIntentOfOurVersion(told: object): boolean {
  const {
    amount,
    amount_received: received,
    currency,
    created,
    status,
    metadata,
  } = told as Record<string, unknown>;
  const areNumbers = [amount, received, created].every(Number.isSafeInteger);
  const areTexts = [currency, status].every((value) => typeof value === "string");
  return areNumbers && areTexts && typeof (metadata ?? {}) === "object";
}

/** A PaymentIntent's facts, from an answer, an error or an event. */
export function fromStripePaymentIntent(intent: Stripe.PaymentIntent): PaymentIntentFacts {
  return {
    id: intent.id,
    status: fromStripeStatus(intent.status),
    amountMinor: intent.amount,
    amountReceivedMinor: intent.amount_received,
    currency: intent.currency,
    livemode: intent.livemode,
    customerId: idOf(intent.customer),
    orderId: intent.metadata?.order_id ?? null,
    walletId: intent.metadata?.wallet_id ?? null,
    invoiceId: "not_asked",
    clientSecret: intent.client_secret,
    createdAt: new Date(intent.created * SECOND_MS),
    failure: fromStripeFailure(intent.last_payment_error),
    charge: fromStripeCharge(intent.latest_charge),
  };
}
