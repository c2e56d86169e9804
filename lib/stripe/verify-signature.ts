import Stripe from "stripe";

const SECOND_MS = 1000;
/** A captured delivery can be sent again for this long; within it the event id keeps it harmless. */
const AGE_SECONDS_MAX = 300;
/** Stripe's own check lets any future time pass, which would make a captured delivery good for ever. */
const AHEAD_SECONDS_MAX = 300;

export type SignatureFault =
  | "signature_missing"
  | "signature_malformed"
  | "signature_mismatch"
  | "signature_too_old"
  | "signature_from_the_future";

/**
 * The time of a `Stripe-Signature: t=…,v1=…` header in ms; null when it has no usable time or signature. Two
 * times are refused: age would be judged by one of them and the signature by the other.
 */
function signedAtMs(header: string): number | null {
  const times = header.split(",").filter((part) => part.startsWith("t="));
  const seconds = /^t=(\d{1,12})$/.exec(times[0] ?? "")?.[1];
  if (times.length !== 1 || !seconds || !/(?:^|,)v1=[0-9a-f]+/.test(header)) return null;
  return Number(seconds) * SECOND_MS;
}

function matches(body: string, header: string, secret: string, nowMs: number): boolean {
  try {
    // Age is judged below, with a name for each case; 0 switches it off here.
    return Stripe.webhooks.signature?.verifyHeader(body, header, secret, 0, undefined, nowMs) ?? false;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;
    throw error;
  }
}

/**
 * Checks that a delivery was signed with one of our secrets, in the last five minutes, over exactly these bytes
 * (`body` is their UTF-8 text; anything else than UTF-8 does not match). Null: all is well.
 * Source: docs.stripe.com/webhooks/signature.
 */
export function findSignatureFault(
  body: string,
  header: string | null,
  secrets: readonly string[],
  nowMs: number,
): SignatureFault | null {
  if (!header) return "signature_missing";
  const signedAt = signedAtMs(header);
  if (signedAt === null) return "signature_malformed";
  if (body === "" || !secrets.some((secret) => matches(body, header, secret, nowMs)))
    return "signature_mismatch";
  if (nowMs - signedAt > AGE_SECONDS_MAX * SECOND_MS) return "signature_too_old";
  if (signedAt - nowMs > AHEAD_SECONDS_MAX * SECOND_MS) return "signature_from_the_future";
  return null;
}
