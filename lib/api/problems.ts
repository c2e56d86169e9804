import words from "@/messages/en/api.json";

/**
 * Every code an answer of `/api/v1` can refuse with, and its status: the one table that the answers, the OpenAPI
 * document and the page for developers are made from. A code is forever; its wording may change, and lies with
 * the other words (`messages/<language>/api.json`, under `problems`).
 */
export const PROBLEM_STATUS = {
  body_not_json: 400,
  idempotency_key_missing: 400,
  idempotency_key_invalid: 400,
  api_key_missing: 401,
  api_key_invalid: 401,
  insufficient_credits: 402,
  scope_missing: 403,
  path_not_found: 404,
  spend_not_found: 404,
  hold_not_found: 404,
  method_not_allowed: 405,
  idempotency_key_reused: 409,
  request_in_progress: 409,
  hold_already_captured: 409,
  hold_already_released: 409,
  hold_expired: 409,
  body_too_large: 413,
  media_type_unsupported: 415,
  request_invalid: 422,
  amount_over_hold: 422,
  rate_limit_exceeded: 429,
  internal_error: 500,
  service_unavailable: 503,
} as const satisfies Record<keyof typeof words.problems, number>;

export type ProblemCode = keyof typeof PROBLEM_STATUS;

export const PROBLEM_CODES = Object.keys(PROBLEM_STATUS) as ProblemCode[];

/** What is wrong with one field: where it is (RFC 6901, as a URI fragment), the rule it breaks, and in words. */
export type FieldFault = { pointer: string; code: FieldFaultCode; detail: string };

/** Why a field is refused; the amounts' names are those of the ledger. */
export const FIELD_FAULT_CODES = [
  "field_missing",
  "field_unknown",
  "field_type_wrong",
  "field_value_wrong",
  "amount_not_positive",
  "amount_too_large",
  "amount_not_whole",
] as const;

export type FieldFaultCode = (typeof FIELD_FAULT_CODES)[number];

/** The short, fixed sentence for a code, in English as all of the API. */
export function titleOf(code: ProblemCode): string {
  return words.problems[code].title;
}

/** What a developer does about a code. */
export function cureOf(code: ProblemCode): string {
  return words.problems[code].cure;
}
