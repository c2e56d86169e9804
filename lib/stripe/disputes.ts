import type Stripe from "stripe";
import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import type { StripeAnswer } from "./trouble";
import { idOf, toDate, toDateOrNull } from "./values";

const STATUSES = [
  "warning_needs_response",
  "warning_under_review",
  "warning_closed",
  "needs_response",
  "under_review",
  "won",
  "lost",
  "prevented",
  "appeal_needs_response",
  "appeal_under_review",
] as const;
const PAGE_SIZE = 100;

export type DisputeStatus = (typeof STATUSES)[number];

/** States after which nothing more comes, but an appeal. */
export const ENDED_DISPUTES: readonly DisputeStatus[] = ["warning_closed", "won", "lost", "prevented"];

/** States in which a bank has yet to decide: inquiries, chargebacks and appeals. */
export const OPEN_DISPUTES: readonly DisputeStatus[] = STATUSES.filter(
  (status) => !ENDED_DISPUTES.includes(status),
);

/** A dispute in plain values, money in minor units. `dueBy` is until when an answer must be at Stripe. */
export type DisputeFacts = {
  id: string;
  paymentIntentId: string | null;
  chargeId: string | null;
  livemode: boolean;
  currency: string;
  amountMinor: number;
  status: DisputeStatus;
  reason: string;
  dueBy: Date | null;
  isRefundable: boolean;
  createdAt: Date;
};

/** A dispute's facts, from an answer or an event. A status that this version does not know is taken for an open one. */
export function fromStripeDispute(dispute: Stripe.Dispute): DisputeFacts {
  return {
    id: dispute.id,
    paymentIntentId: idOf(dispute.payment_intent),
    chargeId: idOf(dispute.charge),
    livemode: dispute.livemode,
    currency: dispute.currency,
    amountMinor: dispute.amount,
    status: STATUSES.find((known) => known === dispute.status) ?? "under_review",
    reason: dispute.reason,
    dueBy: toDateOrNull(dispute.evidence_details?.due_by),
    isRefundable: dispute.is_charge_refundable,
    createdAt: toDate(dispute.created),
  };
}

/** A dispute as Stripe has it now. */
export function retrieveDispute(id: string): Promise<StripeAnswer<DisputeFacts>> {
  return askStripe("disputes.retrieve", async () => fromStripeDispute(await stripe().disputes.retrieve(id)));
}

/** All disputes of a PaymentIntent as Stripe has them now, oldest first. */
export function listDisputesOfPayment(paymentIntentId: string): Promise<StripeAnswer<DisputeFacts[]>> {
  return askStripe("disputes.list", async () => {
    const disputes: DisputeFacts[] = [];
    const asked = { payment_intent: paymentIntentId, limit: PAGE_SIZE };
    for await (const dispute of stripe().disputes.list(asked)) disputes.unshift(fromStripeDispute(dispute));
    return disputes;
  });
}
