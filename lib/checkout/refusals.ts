/** Why an order could not be made, in the order in which the rules are checked. */
export type CreateOrderRefusal = "unknown_pack" | "unknown_currency" | "too_many_open_orders";

/** Why a promotion code cannot be used, in the order in which the rules are checked. */
export type PromotionCodeRefusal =
  | "promotion_code_unknown"
  | "promotion_code_expired"
  | "promotion_code_used_up"
  | "promotion_code_not_for_this";

/** Why an order of a plan could not be made, in the order in which the rules are checked. */
export type CreatePlanOrderRefusal =
  | "unknown_plan"
  | "unknown_interval"
  | "unknown_currency"
  | "plan_already_live"
  | PromotionCodeRefusal
  | "too_many_open_orders"
  | "payment_in_progress"
  | "stripe_unavailable";

/** Why a promotion code could not be put on an order, in the order in which the rules are checked. */
export type ApplyPromotionCodeRefusal =
  | "order_not_found"
  | "order_already_paid"
  | "order_canceled"
  | "order_parked"
  | "payment_in_progress"
  | PromotionCodeRefusal
  | "stripe_unavailable";

/** Why a payment could not be started, in the order in which the rules are checked. */
export type PayOrderRefusal =
  | "order_not_found"
  | "order_already_paid"
  | "order_canceled"
  | "order_parked"
  | "payment_in_progress"
  /** There is a plan already; this order was canceled and nothing was charged. */
  | "plan_already_live"
  /** The price is not sold any more; this order was canceled, and a new one has the new price. */
  | "price_no_longer_sold"
  /** What is due changed since the page showed it; the order says the new amount, nothing was charged. */
  | "amount_changed"
  /** The same, because this person or this card had a trial before. */
  | "trial_already_used"
  /** The same, because the code cannot be used any more. */
  | "promotion_code_expired"
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
