import { formEncode } from "../shared/form-encode";
import type { StripeError } from "../shared/messages";
import { textsOf } from "../shared/texts";

export type ApiAnswer = { ok: true; body: Record<string, unknown> } | { ok: false; error: StripeError };

const GIVE_UP_AFTER_MS = 60_000;

/** A call of the emulator's API with a publishable key, form-encoded as Stripe.js sends it. Never throws. */
export async function request(
  method: string,
  path: string,
  params: Record<string, unknown>,
  locale: string,
): Promise<ApiAnswer> {
  const form = formEncode(params);
  const url = method === "GET" ? `${path}?${form}` : path;
  const body = method === "GET" ? undefined : form;
  try {
    const response = await fetch(url, { method, body, signal: AbortSignal.timeout(GIVE_UP_AFTER_MS) });
    const json = (await response.json()) as Record<string, unknown>;
    if (response.ok) return { ok: true, body: json };
    return { ok: false, error: apiError(json.error, locale) };
  } catch {
    return { ok: false, error: { type: "api_connection_error", message: textsOf(locale).connection } };
  }
}

function apiError(error: unknown, locale: string): StripeError {
  const given = (error ?? {}) as Partial<StripeError>;
  return {
    ...given,
    type: given.type ?? "api_error",
    message: given.message ?? textsOf(locale).unknownError,
  };
}
