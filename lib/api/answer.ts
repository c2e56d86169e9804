import { env } from "@/lib/platform/env";
import { type FieldFault, PROBLEM_STATUS, type ProblemCode, titleOf } from "./problems";

/** An answer before it is sent: what is stored and given again is exactly `status` and `body`. */
export type Answer = { status: number; body: string | null; headers: Record<string, string> };

/** What a problem says beside its code. `more` are members of that problem alone, such as `available`. */
export type ProblemDetails = {
  detail?: string;
  errors?: FieldFault[];
  more?: Record<string, number | string>;
  headers?: Record<string, string>;
};

/** An answer with a JSON body. */
export function jsonAnswer(status: number, body: string, headers: Record<string, string> = {}): Answer {
  return { status, body, headers: { "Content-Type": "application/json", ...headers } };
}

/**
 * A refusal as RFC 9457 says it. `type` leads to what the page for developers says of the code; nobody needs to
 * follow it, since `code` is there to be compared.
 */
export function problemAnswer(code: ProblemCode, details: ProblemDetails = {}): Answer {
  const { detail, errors, more, headers } = details;
  const status = PROBLEM_STATUS[code];
  const title = titleOf(code);
  const type = `${env().appUrl}/docs/api#${code}`;
  const body = JSON.stringify({ type, title, status, detail: detail ?? title, code, ...more, errors });
  return {
    status,
    body,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...headers },
  };
}

/** Not told apart: a key that never was, was revoked, or has ended. */
export function apiKeyInvalid(): Answer {
  return problemAnswer("api_key_invalid", {
    headers: { "WWW-Authenticate": 'Bearer error="invalid_token"' },
  });
}

export function toResponse({ status, body, headers }: Answer): Response {
  return new Response(body, { status, headers });
}
