/** Stripe forgets an idempotency key after 24 h. From an hour earlier on, who would repeat a call looks first. */
export const KEY_SAFE_MS = 23 * 3_600_000;
