import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { env } from "@/lib/platform/env";

/** A key opens one person's wallet, so a hundred calls a second are far more than any product needs of it. */
export const REQUESTS_PER_MINUTE = 6_000;
const WINDOW_SECONDS = 60;

export type Quota = { ok: boolean; headers: Record<string, string> };

const shared = globalThis as typeof globalThis & { topupApiLimiter?: RateLimiterMemory };

/** One for the process: every route of the API may be bundled apart. */
function limiter(): RateLimiterMemory {
  shared.topupApiLimiter ??= new RateLimiterMemory({
    points: env().apiRequestsPerMinute ?? REQUESTS_PER_MINUTE,
    duration: WINDOW_SECONDS,
  });
  return shared.topupApiLimiter;
}

/**
 * Counts one call of an API key and says what is left of its minute. The count is this process's own: with n servers
 * a key has up to n times as much, which is fine for what this is there for, that no single key takes a server away
 * from all others (docs/decisions/0018). It costs no round trip.
 */
export async function countCall(apiKeyId: string): Promise<Quota> {
  try {
    return { ok: true, headers: headersOf(await limiter().consume(apiKeyId)) };
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    const headers = headersOf(refused);
    return { ok: false, headers: { ...headers, "Retry-After": headers["RateLimit-Reset"] ?? "1" } };
  }
}

/** Gives a call back. One that found nothing new costs next to nothing, and asking often should be cheap. */
export function forgetCall(apiKeyId: string): void {
  void limiter().reward(apiKeyId);
}

/** Tests: another limit, and all counts from nothing. */
export function resetCalls(): void {
  shared.topupApiLimiter = undefined;
}

function headersOf({ remainingPoints, msBeforeNext }: RateLimiterRes): Record<string, string> {
  return {
    "RateLimit-Limit": String(limiter().points),
    "RateLimit-Remaining": String(remainingPoints),
    "RateLimit-Reset": String(Math.ceil(msBeforeNext / 1000)),
  };
}
