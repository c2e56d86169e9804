/**
 * Why money cannot be given back, in the order in which the rules are checked. `effect_changed`: the credits would not
 * be taken from where it was said, so it must be shown and asked again. `refund_in_progress`: another request for this
 * payment has no answer yet. `disputed`: the bank has the money, or had it and kept it; Stripe refuses refunds then.
 * `refused_by_stripe`: it said no for a reason that is not the payment's, such as a key that may not make refunds; the log
 * has its words. `stripe_unavailable`: nobody knows yet; the same request may be made again and finds out.
 */
export type RefundRefusal =
  | "payment_not_found"
  | "amount_not_positive"
  | "disputed"
  | "payment_not_refundable"
  | "amount_over_rest"
  | "refund_in_progress"
  | "effect_changed"
  | "refused_by_stripe"
  | "stripe_unavailable";
