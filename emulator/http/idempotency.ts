import { createHash } from "node:crypto";
import type { SavedAnswer } from "../store/records";
import type { Store } from "../store/store";
import { ApiError } from "./errors";

const KEPT_MS = 24 * 3600 * 1000;

/** What makes two calls under one key "the same": method, path, caller and the body as sent, parameters in any order. */
export function fingerprint(method: string, path: string, key: string, body: string): string {
  const sorted = body.split("&").sort().join("&");
  return createHash("sha256").update(`${method} ${path} ${key}\n${sorted}`).digest("base64url");
}

/** The saved answer for this key, or null when the call has to run. Refuses a key used for another call. */
export function findSaved(store: Store, rowId: string, key: string, print: string): SavedAnswer | null {
  const saved = store.get("saved_answer", rowId);
  if (saved === undefined || Date.now() - saved.at > KEPT_MS) return null;
  if (saved.fingerprint === print) return saved;
  throw new ApiError(400, {
    type: "idempotency_error",
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  });
}

/** Two requests under one key at once: the second is told to come back. */
export function keyInUse(key: string): ApiError {
  return new ApiError(
    409,
    {
      type: "idempotency_error",
      code: "idempotency_key_in_use",
      message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. If you think this is not right, please try again in a few seconds.`,
    },
    { headers: { "Stripe-Should-Retry": "true" } },
  );
}

export function checkKeyLength(key: string): void {
  if (key.length <= 255) return;
  throw new ApiError(400, {
    type: "invalid_request_error",
    message: `Idempotency-Key must be at most 255 characters, but yours has ${key.length}.`,
  });
}
