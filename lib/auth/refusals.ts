/** Every "no" of this area, named by the rule that was broken. */
export type AccountRefusal =
  | "input_invalid"
  | "credentials_wrong"
  | "email_taken"
  | "too_many_tries"
  | "limits_unavailable"
  | "mail_not_configured"
  | "mail_not_sent"
  | "link_invalid"
  | "password_wrong"
  | "session_missing"
  | "signed_out"
  | "payment_in_progress"
  | "stripe_unavailable";

/** What is wrong with one field of a form; the page has the words. */
export type FieldFault =
  | "email_invalid"
  | "password_required"
  | "password_too_short"
  | "password_too_long"
  | "name_required"
  | "name_too_long";

export type Faults = { [field: string]: FieldFault };

/** A refusal with what a person needs to know: which fields, or how long to wait. */
export type Refused = { ok: false; refusal: AccountRefusal; faults?: Faults; waitSeconds?: number };

export function refuseWith(refusal: AccountRefusal, details: Omit<Refused, "ok" | "refusal"> = {}): Refused {
  return { ok: false, refusal, ...details };
}
