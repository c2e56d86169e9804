import { nowMs } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";

const STRIPE_ITSELF = "https://api.stripe.com";
const TIMEOUT_MS = 10_000;
const SECOND_MS = 1000;

/**
 * By how many milliseconds our clock is ahead of Stripe's (negative: behind), to about a second; null when Stripe
 * does not answer. Asked without a key, of the header that every answer bears.
 */
export async function readSkewMs(): Promise<number | null> {
  const before = nowMs();
  const answer = await fetch(env().stripe.apiBase ?? STRIPE_ITSELF, {
    method: "HEAD",
    cache: "no-store",
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => null);
  const told = Date.parse(answer?.headers.get("date") ?? "");
  if (Number.isNaN(told)) return null;
  // The header has whole seconds, cut off; on its way the answer took about half of the time.
  return Math.round((before + nowMs()) / 2 - (told + SECOND_MS / 2));
}
