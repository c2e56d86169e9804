import type { Operation } from "./operation";
import { PROBLEM_CODES, type ProblemCode } from "./problems";

const OF_ALL: ProblemCode[] = [
  "api_key_missing",
  "api_key_invalid",
  "rate_limit_exceeded",
  "internal_error",
  "service_unavailable",
];

const OF_WRITES: ProblemCode[] = [
  "idempotency_key_missing",
  "idempotency_key_invalid",
  "media_type_unsupported",
  "body_too_large",
  "body_not_json",
  "request_invalid",
  "idempotency_key_reused",
  "request_in_progress",
];

/** Every code an operation can refuse with, in the order of the table of codes. */
export function problemsOf(operation: Operation): ProblemCode[] {
  const codes = new Set([...OF_ALL, ...operation.problems]);
  if (operation.scope !== null) codes.add("scope_missing");
  if (operation.method === "POST") for (const code of OF_WRITES) codes.add(code);
  if ("query" in operation && operation.query) codes.add("request_invalid");
  return PROBLEM_CODES.filter((code) => codes.has(code));
}
