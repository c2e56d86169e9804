import type { Caller } from "./endpoint";
import { ApiError } from "./errors";

const NO_KEY =
  "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.";
const LIVE_KEY =
  "This is the Topup emulator and you sent a live key. Live keys are never accepted here; take the key off this machine's configuration, and roll it if others could see the request.";
const NOT_SECRET =
  "This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.";

/** The key of a call, from Bearer, Basic (key as user) or the `key` parameter. */
export function findKey(authorization: string | undefined, parameter: string | undefined): string | null {
  const [scheme = "", value = ""] = (authorization ?? "").split(" ");
  if (scheme.toLowerCase() === "bearer" && value !== "") return value;
  if (scheme.toLowerCase() === "basic" && value !== "") {
    return Buffer.from(value, "base64").toString("utf8").split(":")[0] || null;
  }
  return parameter || null;
}

/** Any test key of at least 12 characters is accepted; live keys never are. */
export function authenticate(key: string | null): Caller {
  if (key === null) throw unauthorized(NO_KEY);
  if (/^(sk|rk|pk)_live_/.test(key)) throw unauthorized(LIVE_KEY);
  const kind = /^(sk|rk|pk)_test_[A-Za-z0-9_]+$/.exec(key)?.[1];
  if (kind === undefined || key.length < 12) throw unauthorized(`Invalid API Key provided: ${masked(key)}`);
  return { kind: kind === "pk" ? "publishable" : "secret", key };
}

export function requireSecret(caller: Caller): void {
  if (caller.kind === "secret") return;
  throw new ApiError(403, {
    type: "invalid_request_error",
    code: "secret_key_required",
    message: NOT_SECRET,
  });
}

function unauthorized(message: string): ApiError {
  return new ApiError(
    401,
    { type: "invalid_request_error", message },
    { headers: { "WWW-Authenticate": 'Bearer realm="Stripe"' } },
  );
}

function masked(key: string): string {
  const shown = key.slice(0, 60);
  return shown.length <= 8 ? "*".repeat(shown.length) : `${shown.slice(0, 8)}${"*".repeat(shown.length - 8)}`;
}
