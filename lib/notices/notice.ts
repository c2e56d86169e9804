/**
 * What a person is told by mail about their plan. `payment_failed` a renewal was refused; `bank_confirmation` their
 * bank wants to hear from them; `plan_unpaid` all tries failed and the plan rests; `plan_ended` all tries failed and
 * the plan is over; `trial_ends_soon` money will be taken in some days.
 */
export const NOTICE_KINDS = [
  "payment_failed",
  "bank_confirmation",
  "plan_unpaid",
  "plan_ended",
  "trial_ends_soon",
] as const;

export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** The facts a mail tells. Money in minor units; times are ISO 8601 texts in UTC; what does not apply is null. */
export type NoticeData = {
  plan: string;
  currency: string;
  amountMinor: number;
  /** When the trial ends, or the plan ended. */
  at: string | null;
  nextAttemptAt: string | null;
  graceUntil: string | null;
};

/** A mail that is owed. `subject` is the id at Stripe of what it is about: an invoice or a subscription. */
export type Notice = { kind: NoticeKind; subject: string; data: NoticeData };
