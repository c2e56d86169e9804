import type Stripe from "stripe";
import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import type { StripeAnswer } from "./trouble";
import { idOf, toDate } from "./values";

const STATUSES = ["pending", "requires_action", "succeeded", "failed", "canceled"] as const;
const PAGE_SIZE = 100;

export type RefundStatus = (typeof STATUSES)[number];

/** A refund in plain values, money in minor units. `requestId` is the request of ours that made it, if one did. */
export type RefundFacts = {
  id: string;
  paymentIntentId: string | null;
  chargeId: string | null;
  currency: string;
  amountMinor: number;
  status: RefundStatus;
  reason: string | null;
  failureReason: string | null;
  requestId: string | null;
  createdAt: Date;
};

/** Why an operator gives money back; Stripe puts card and address of a `fraudulent` one on its block lists. */
export type RefundReason = "requested_by_customer" | "duplicate" | "fraudulent";

/** A refund's facts, from an answer or an event. A status that this version does not know is not an end. */
export function fromStripeRefund(refund: Stripe.Refund): RefundFacts {
  return {
    id: refund.id,
    paymentIntentId: idOf(refund.payment_intent),
    chargeId: idOf(refund.charge),
    currency: refund.currency,
    amountMinor: refund.amount,
    status: STATUSES.find((known) => known === refund.status) ?? "pending",
    reason: refund.reason,
    failureReason: refund.failure_reason ?? null,
    requestId: refund.metadata?.request_id ?? null,
    createdAt: toDate(refund.created),
  };
}

/** A refund as Stripe has it now. */
export function retrieveRefund(id: string): Promise<StripeAnswer<RefundFacts>> {
  return askStripe("refunds.retrieve", async () => fromStripeRefund(await stripe().refunds.retrieve(id)));
}

/** All refunds of a PaymentIntent as Stripe has them now, oldest first. Lists are up to date at once. */
export function listRefundsOfPayment(paymentIntentId: string): Promise<StripeAnswer<RefundFacts[]>> {
  return askStripe("refunds.list", async () => {
    const refunds: RefundFacts[] = [];
    const asked = { payment_intent: paymentIntentId, limit: PAGE_SIZE };
    for await (const refund of stripe().refunds.list(asked)) refunds.unshift(fromStripeRefund(refund));
    return refunds;
  });
}

export type RefundRequest = {
  requestId: string;
  /** Grows only when Stripe keeps repeating a stored failure and has no refund of this request. */
  attempt: number;
  paymentIntentId: string;
  amountMinor: number;
  reason: RefundReason;
};

/** Gives money of a payment back, once for a request and attempt. */
export function createRefund(request: RefundRequest): Promise<StripeAnswer<RefundFacts>> {
  const { requestId, attempt, paymentIntentId, amountMinor, reason } = request;
  return askStripe("refunds.create", async () => {
    const refund = await stripe().refunds.create(
      {
        payment_intent: paymentIntentId,
        amount: amountMinor,
        reason,
        metadata: { request_id: requestId },
      },
      { idempotencyKey: attempt === 1 ? `refund:${requestId}` : `refund:${requestId}:${attempt}` },
    );
    return fromStripeRefund(refund);
  });
}
