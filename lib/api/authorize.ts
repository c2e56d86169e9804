import { findApiKey, recallApiKey } from "@/lib/api-keys/find-api-key";
import type { ApiKeyScope } from "@/lib/api-keys/scopes";
import type { ApiKey } from "@/lib/api-keys/views";
import { type Answer, apiKeyInvalid, problemAnswer } from "./answer";
import { countCall } from "./limit-rate";

/** What a caller may do next; `headers` belong to whatever is answered. */
type Admission =
  | { ok: true; key: ApiKey; headers: Record<string, string> }
  | { ok: false; answer: Answer; headers: Record<string, string> };

const BEARER = /^bearer +(\S+) *$/i;

/**
 * Whose wallet a request may touch. A key that never was, was revoked or has ended is answered alike.
 *
 * Refusals, in this order: `api_key_missing`, `api_key_invalid`, `rate_limit_exceeded`, `scope_missing`.
 */
export function authorize(
  request: Request,
  scope: ApiKeyScope | null,
  later: ((work: () => Promise<void>) => void) | undefined,
): Admission | Promise<Admission> {
  const bearer = BEARER.exec(request.headers.get("authorization") ?? "")?.[1];
  if (bearer === undefined) return unauthorized(apiKeyMissing());
  // A busy key is known already, and has nothing to wait for.
  const known = recallApiKey(bearer, later);
  return known ? admit(known, scope) : findApiKey(bearer, later).then((key) => admit(key, scope));
}

function admit(key: ApiKey | null, scope: ApiKeyScope | null): Admission {
  if (!key) return unauthorized(apiKeyInvalid());
  const { ok, headers } = countCall(key.id);
  if (!ok) return { ok: false, answer: problemAnswer("rate_limit_exceeded"), headers };
  if (scope === null || key.scopes.includes(scope)) return { ok: true, key, headers };
  const detail = `This API key lacks the scope ${scope}.`;
  const challenge = { "WWW-Authenticate": `Bearer error="insufficient_scope", scope="${scope}"` };
  return { ok: false, answer: problemAnswer("scope_missing", { detail, headers: challenge }), headers };
}

function unauthorized(answer: Answer): Admission {
  return { ok: false, answer, headers: {} };
}

function apiKeyMissing(): Answer {
  return problemAnswer("api_key_missing", { headers: { "WWW-Authenticate": "Bearer" } });
}
