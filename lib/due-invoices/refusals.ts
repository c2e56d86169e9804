/** Why an invoice cannot be paid on its page, in the order in which the rules are checked. */
export type NotPayable =
  | "invoice_not_found"
  | "invoice_already_paid"
  | "invoice_void"
  | "plan_ended"
  | "invoice_overtaken"
  | "invoice_not_owed";

/** Why a try to pay an invoice was refused, in the order in which the rules are checked. */
export type PayInvoiceRefusal =
  | NotPayable
  | "payment_in_progress"
  | "payment_method_not_found"
  | "confirmation_token_invalid"
  | "confirmation_token_used"
  | "confirmation_token_mismatch"
  | "too_many_attempts"
  | "card_declined"
  | "authentication_failed"
  | "stripe_unavailable";
