/** Why an order could not be made, in the order in which the rules are checked. */
export type CreateOrderRefusal = "unknown_pack" | "unknown_currency" | "too_many_open_orders";

/** Why a payment could not be started, in the order in which the rules are checked. */
export type PayOrderRefusal =
  | "order_not_found"
  | "order_already_paid"
  | "order_canceled"
  | "order_parked"
  | "payment_in_progress"
  | "confirmation_token_invalid"
  | "confirmation_token_used"
  | "confirmation_token_mismatch"
  | "card_declined"
  | "authentication_failed"
  | "too_many_attempts"
  | "stripe_unavailable";

/** Why an order could not be canceled, in the order in which the rules are checked. */
export type CancelOrderRefusal =
  | "order_not_found"
  | "order_already_paid"
  | "order_canceled"
  | "order_parked"
  | "payment_in_progress"
  | "stripe_unavailable";

/**
 * What a person is told after a refused card: a family of the table of decline codes, never the code itself.
 * Codes that must stay generic (fraud, lost, stolen, block lists, anything Radar blocked) are all `generic`.
 * Source: docs.stripe.com/declines/codes.
 */
export type DeclineAdvice =
  | "generic"
  | "insufficient_funds"
  | "expired_card"
  | "incorrect_cvc"
  | "incorrect_number"
  | "incorrect_expiry"
  | "incorrect_address"
  | "processing_error"
  | "limit_exceeded"
  | "card_not_supported"
  | "currency_not_supported"
  | "authentication_required"
  | "authentication_failed"
  | "contact_bank"
  | "duplicate_transaction"
  | "try_again_later"
  | "payment_method_refused";
