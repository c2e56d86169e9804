/** Why credits could not be granted, in the order in which the rules are checked. */
export type GrantRefusal =
  | "wallet_not_found"
  | "amount_not_positive"
  | "amount_too_large"
  | "expiry_in_the_past"
  | "idempotency_key_reused";

/** Why credits could not be spent, in the order in which the rules are checked. */
export type SpendRefusal =
  | "wallet_not_found"
  | "amount_not_positive"
  | "amount_too_large"
  | "idempotency_key_reused"
  | "insufficient_credits";

/** Why credits could not be held, in the order in which the rules are checked. */
export type HoldRefusal =
  | "wallet_not_found"
  | "amount_not_positive"
  | "amount_too_large"
  | "hold_too_long"
  | "idempotency_key_reused"
  | "insufficient_credits";

/** Why a hold could not be captured, in the order in which the rules are checked. */
export type CaptureRefusal =
  | "wallet_not_found"
  | "hold_not_found"
  | "amount_not_positive"
  | "amount_too_large"
  | "hold_already_captured"
  | "hold_already_released"
  | "hold_expired"
  | "amount_over_hold";

/** Why a hold could not be released, in the order in which the rules are checked. */
export type ReleaseRefusal = "wallet_not_found" | "hold_not_found" | "hold_already_captured";

/** Why credits of a grant could not be kept back, in the order in which the rules are checked. */
export type KeepRefusal =
  | "wallet_not_found"
  | "amount_not_positive"
  | "amount_too_large"
  | "grant_not_found"
  | "idempotency_key_reused"
  | "insufficient_credits";

/** Why credits could not be taken back, in the order in which the rules are checked. */
export type ReverseRefusal =
  | "wallet_not_found"
  | "grant_not_found"
  | "amount_not_positive"
  | "amount_too_large"
  | "idempotency_key_reused"
  | "reversal_over_grant";

/** Why a wallet could not be corrected, in the order in which the rules are checked. */
export type AdjustRefusal =
  | "wallet_not_found"
  | "amount_zero"
  | "amount_too_large"
  | "reason_missing"
  | "expiry_in_the_past"
  | "idempotency_key_reused"
  | "insufficient_credits";

/** The most credits one operation may move. Far from 2^53, where JavaScript numbers stop being whole. */
export const OPERATION_CREDITS_MAX = 1_000_000_000_000;

/**
 * The rule an amount of credits breaks, if any. A fraction is not a refusal but a fault of the caller: whatever
 * reads amounts from outside has to refuse it there.
 */
export function refusalOfAmount(credits: number): "amount_not_positive" | "amount_too_large" | null {
  if (Number.isNaN(credits)) throw new Error("credits_not_whole: NaN");
  if (credits <= 0) return "amount_not_positive";
  if (credits > OPERATION_CREDITS_MAX) return "amount_too_large";
  if (!Number.isInteger(credits)) throw new Error(`credits_not_whole: ${credits}`);
  return null;
}
