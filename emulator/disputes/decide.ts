import type Stripe from "stripe";
import type { Cause } from "../http/endpoint";
import { changeDispute, isInquiry, reinstate } from "./disputes";

/** What a bank or its network can make of a chargeback by itself, whatever was answered. */
export const DECISIONS = [
  "under_review",
  "won",
  "lost",
  "prevented",
  "appeal_needs_response",
  "appeal_under_review",
] as const;
export type Decision = { status: (typeof DECISIONS)[number]; reinstate: boolean };

/**
 * The bank decides, in any order: also an appeal of what is lost, and money that is put back although it stays lost.
 * Neither can be asked for by a call of the API.
 */
export function decideDispute(cause: Cause, before: Stripe.Dispute, decision: Decision): Stripe.Dispute {
  const dispute = decision.reinstate && !isInquiry(before) ? reinstate(cause, before) : before;
  const { status } = decision;
  const ended = status === "won" || status === "lost" || status === "prevented";
  const is_charge_refundable = status === "won" || status === "prevented";
  return changeDispute(
    cause,
    dispute,
    { status, is_charge_refundable },
    ended ? "charge.dispute.closed" : "charge.dispute.updated",
  );
}
