import { type Answer, problemAnswer } from "./answer";

/** Visible ASCII (RFC 5234 VCHAR), as the header is compared and stored byte for byte. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** The request's `Idempotency-Key`. Refusals: `idempotency_key_missing`, `idempotency_key_invalid`. */
export function readIdempotencyKey(
  request: Request,
): { ok: true; key: string } | { ok: false; answer: Answer } {
  const key = request.headers.get("idempotency-key");
  if (key === null) return { ok: false, answer: problemAnswer("idempotency_key_missing") };
  if (!IDEMPOTENCY_KEY.test(key)) return { ok: false, answer: problemAnswer("idempotency_key_invalid") };
  return { ok: true, key };
}
