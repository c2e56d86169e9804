/** Why a payment method was not saved, in the order in which the rules are checked. */
export type AddPaymentMethodRefusal =
  | "too_many_tries"
  | "limits_unavailable"
  | "confirmation_token_invalid"
  | "card_already_saved"
  | "wallet_closed"
  | "saving_not_found"
  | "card_declined"
  | "authentication_failed"
  | "stripe_unavailable";

/** Why another payment method was not made the default, in the order in which the rules are checked. */
export type SetDefaultRefusal = "stripe_unavailable" | "payment_method_not_found";

/** Why a payment method was not removed, in the order in which the rules are checked. */
export type RemovePaymentMethodRefusal =
  | "stripe_unavailable"
  | "payment_method_not_found"
  | "last_payment_method_of_plan"
  | "payment_method_pays_plan";
