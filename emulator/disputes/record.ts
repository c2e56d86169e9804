import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { newId } from "../store/ids";

const DUE_SECONDS = 9 * 86_400;

const TEXTS = [
  "access_activity_log",
  "billing_address",
  "cancellation_policy",
  "cancellation_policy_disclosure",
  "cancellation_rebuttal",
  "customer_communication",
  "customer_email_address",
  "customer_name",
  "customer_purchase_ip",
  "customer_signature",
  "duplicate_charge_documentation",
  "duplicate_charge_explanation",
  "duplicate_charge_id",
  "product_description",
  "receipt",
  "refund_policy",
  "refund_policy_disclosure",
  "refund_refusal_explanation",
  "service_date",
  "service_documentation",
  "shipping_address",
  "shipping_carrier",
  "shipping_date",
  "shipping_documentation",
  "shipping_tracking_number",
  "uncategorized_file",
  "uncategorized_text",
] as const;
export const EVIDENCE_FIELDS: readonly string[] = TEXTS;

export interface Ground {
  reason: string;
  code: string;
  caseType: "chargeback" | "inquiry" | "compliance";
}

/** A dispute as the bank opens it. An inquiry only asks: no money moves and the charge can still be refunded. */
export function disputeRecord(charge: Stripe.Charge, amount: number, why: Ground): Stripe.Dispute {
  const created = nowSeconds();
  const inquiry = why.caseType === "inquiry";
  return {
    id: newId("du"),
    object: "dispute",
    amount,
    balance_transactions: [],
    charge: charge.id,
    created,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: {
      ...Object.fromEntries(TEXTS.map((name) => [name, null])),
      enhanced_evidence: {},
    } as Stripe.Dispute.Evidence,
    evidence_details: {
      due_by: created + DUE_SECONDS,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    network_reason_code: why.code,
    payment_intent: charge.payment_intent,
    payment_method_details: methodDetails(charge, why),
    reason: why.reason,
    status: inquiry ? "warning_needs_response" : "needs_response",
  };
}

function methodDetails(charge: Stripe.Charge, why: Ground): Stripe.Dispute.PaymentMethodDetails {
  const shown = charge.payment_method_details?.card;
  const card = {
    brand: shown?.brand ?? "unknown",
    case_type: why.caseType,
    network: shown?.network ?? "unknown",
    network_reason_code: why.code,
  };
  return { card, type: "card" };
}
