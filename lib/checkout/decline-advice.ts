import type { DeclineAdvice } from "./refusals";

/**
 * What a payer may be told for each code. A code that is not here is `generic`, and so are, on purpose, the
 * ones that would tell a thief that a card is reported, or anyone what Radar thinks: fraudulent, lost_card,
 * stolen_card, merchant_blacklist, pickup_card, restricted_card, generic_decline.
 * Source: docs.stripe.com/declines/codes.
 */
const ADVICE_OF_CODE: Readonly<Record<string, DeclineAdvice>> = {
  approve_with_id: "processing_error",
  authentication_not_handled: "authentication_required",
  authentication_required: "authentication_required",
  call_issuer: "contact_bank",
  card_decline_rate_limit_exceeded: "try_again_later",
  card_not_supported: "card_not_supported",
  card_velocity_exceeded: "limit_exceeded",
  compliance_violation: "payment_method_refused",
  currency_not_supported: "currency_not_supported",
  do_not_honor: "contact_bank",
  do_not_try_again: "contact_bank",
  duplicate_transaction: "duplicate_transaction",
  expired_card: "expired_card",
  expired_payment_information: "payment_method_refused",
  expired_payment_method: "payment_method_refused",
  incorrect_address: "incorrect_address",
  incorrect_cvc: "incorrect_cvc",
  incorrect_number: "incorrect_number",
  incorrect_pin: "contact_bank",
  incorrect_zip: "incorrect_address",
  insufficient_funds: "insufficient_funds",
  invalid_account: "contact_bank",
  invalid_amount: "limit_exceeded",
  invalid_authorization: "payment_method_refused",
  invalid_billing_agreement: "payment_method_refused",
  invalid_business_account: "payment_method_refused",
  invalid_customer_account: "payment_method_refused",
  invalid_cvc: "incorrect_cvc",
  invalid_expiry_month: "incorrect_expiry",
  invalid_expiry_year: "incorrect_expiry",
  invalid_number: "incorrect_number",
  invalid_payment_information: "payment_method_refused",
  invalid_pin: "contact_bank",
  issuer_not_available: "processing_error",
  mobile_device_authentication_required: "authentication_required",
  new_account_information_available: "contact_bank",
  no_action_taken: "contact_bank",
  not_permitted: "contact_bank",
  offline_pin_required: "card_not_supported",
  online_or_offline_pin_required: "card_not_supported",
  partner_generic_decline: "payment_method_refused",
  partner_payment_not_found: "payment_method_refused",
  payment_disputed: "payment_method_refused",
  payment_intent_action_required: "authentication_required",
  payment_intent_authentication_failure: "authentication_failed",
  payment_intent_incompatible_payment_method: "payment_method_refused",
  payment_intent_payment_attempt_expired: "authentication_failed",
  payment_intent_payment_attempt_failed: "payment_method_refused",
  payment_limit_exceeded: "limit_exceeded",
  payment_method_currency_mismatch: "currency_not_supported",
  payment_method_customer_decline: "payment_method_refused",
  payment_method_not_available: "payment_method_refused",
  payment_method_provider_decline: "payment_method_refused",
  payment_method_provider_timeout: "processing_error",
  payment_method_unactivated: "payment_method_refused",
  pin_try_exceeded: "card_not_supported",
  processing_error: "processing_error",
  reenter_transaction: "processing_error",
  revocation_of_all_authorizations: "contact_bank",
  revocation_of_authorization: "contact_bank",
  security_violation: "contact_bank",
  service_not_allowed: "contact_bank",
  setup_attempt_failed: "payment_method_refused",
  setup_intent_authentication_failure: "authentication_failed",
  stop_payment_order: "contact_bank",
  testmode_decline: "card_not_supported",
  transaction_not_allowed: "contact_bank",
  try_again_later: "try_again_later",
  withdrawal_count_limit_exceeded: "limit_exceeded",
};

/**
 * The family of advice for a refused payment. The bank's own reason goes before Stripe's code; without a reason,
 * `card_declined` says nothing and is `generic`, and so is everything that Radar blocked.
 */
export function declineAdvice(
  code: string,
  declineCode: string | null,
  outcomeType: string | null,
): DeclineAdvice {
  if (outcomeType === "blocked") return "generic";
  const decisive = declineCode ?? code;
  return Object.hasOwn(ADVICE_OF_CODE, decisive) ? (ADVICE_OF_CODE[decisive] ?? "generic") : "generic";
}
