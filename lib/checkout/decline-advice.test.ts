import { describe, expect, it } from "vitest";
import { declineAdvice } from "./decline-advice";
import type { DeclineAdvice } from "./refusals";

/** Every code of docs.stripe.com/declines/codes with the advice a payer may get. */
const TABLE: Record<DeclineAdvice, string[]> = {
  generic: [
    "fraudulent",
    "generic_decline",
    "lost_card",
    "merchant_blacklist",
    "pickup_card",
    "restricted_card",
    "stolen_card",
    "card_declined",
    "partner_high_risk_customer",
    "request_blocked",
  ],
  insufficient_funds: ["insufficient_funds"],
  expired_card: ["expired_card"],
  incorrect_cvc: ["incorrect_cvc", "invalid_cvc"],
  incorrect_number: ["incorrect_number", "invalid_number"],
  incorrect_expiry: ["invalid_expiry_month", "invalid_expiry_year"],
  incorrect_address: ["incorrect_address", "incorrect_zip"],
  processing_error: [
    "approve_with_id",
    "issuer_not_available",
    "payment_method_provider_timeout",
    "processing_error",
    "reenter_transaction",
  ],
  limit_exceeded: [
    "card_velocity_exceeded",
    "invalid_amount",
    "payment_limit_exceeded",
    "withdrawal_count_limit_exceeded",
  ],
  card_not_supported: [
    "card_not_supported",
    "offline_pin_required",
    "online_or_offline_pin_required",
    "pin_try_exceeded",
    "testmode_decline",
  ],
  currency_not_supported: ["currency_not_supported", "payment_method_currency_mismatch"],
  authentication_required: [
    "authentication_not_handled",
    "authentication_required",
    "mobile_device_authentication_required",
    "payment_intent_action_required",
  ],
  authentication_failed: ["payment_intent_authentication_failure", "payment_intent_payment_attempt_expired"],
  contact_bank: [
    "call_issuer",
    "do_not_honor",
    "do_not_try_again",
    "incorrect_pin",
    "invalid_account",
    "invalid_pin",
    "new_account_information_available",
    "no_action_taken",
    "not_permitted",
    "revocation_of_all_authorizations",
    "revocation_of_authorization",
    "security_violation",
    "service_not_allowed",
    "stop_payment_order",
    "transaction_not_allowed",
  ],
  duplicate_transaction: ["duplicate_transaction"],
  try_again_later: ["card_decline_rate_limit_exceeded", "try_again_later"],
  payment_method_refused: [
    "compliance_violation",
    "expired_payment_information",
    "expired_payment_method",
    "invalid_authorization",
    "invalid_billing_agreement",
    "invalid_business_account",
    "invalid_customer_account",
    "invalid_payment_information",
    "partner_generic_decline",
    "partner_payment_not_found",
    "payment_disputed",
    "payment_intent_incompatible_payment_method",
    "payment_intent_payment_attempt_failed",
    "payment_method_customer_decline",
    "payment_method_not_available",
    "payment_method_provider_decline",
    "payment_method_unactivated",
  ],
};

const rows = Object.entries(TABLE).flatMap(([advice, codes]) => codes.map((code) => [code, advice] as const));

describe("what a payer is told after a refusal", () => {
  it.each(rows)("%s is told as %s", (code, advice) => {
    expect(declineAdvice("card_declined", code, null)).toBe(advice);
    expect(declineAdvice(code, null, "issuer_declined")).toBe(advice);
  });

  it("whatever Radar blocked is generic, for every code", () => {
    for (const [code] of rows) expect(declineAdvice("card_declined", code, "blocked")).toBe("generic");
  });

  it("a code nobody has heard of is generic, also one that is a property of every object", () => {
    for (const code of ["new_reason_of_2031", "", "constructor", "__proto__", "toString"])
      expect(declineAdvice(code, null, null)).toBe("generic");
  });

  it("the bank's reason decides, not Stripe's code for it", () => {
    expect(declineAdvice("expired_card", "stolen_card", null)).toBe("generic");
  });
});
