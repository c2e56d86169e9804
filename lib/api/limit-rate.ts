import { nowMs } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";

/** A key opens one person's wallet, so a hundred calls a second are far more than any product needs of it. */
export const REQUESTS_PER_MINUTE = 6_000;
const MINUTE_MS = 60_000;
const SECOND_MS = 1000;

export type Quota = { ok: boolean; headers: Record<string, string> };

/** What a key used of the minute that its first call began. */
type Minute = { used: number; endsAtMs: number };
type Minutes = { ofKey: Map<string, Minute>; tidyAtMs: number };

const shared = globalThis as typeof globalThis & { topupApiCalls?: Minutes };

/** One for the process: every route of the API may be bundled apart. */
function minutes(): Minutes {
  shared.topupApiCalls ??= { ofKey: new Map(), tidyAtMs: 0 };
  return shared.topupApiCalls;
}

/**
 * Counts one call of an API key and says what is left of its minute. The count is this process's own: with n servers
 * a key has up to n times as much, which is fine for what this is there for, that no single key takes a server away
 * from all others (docs/decisions/0018). It costs no round trip and nothing to wait for.
 */
export function countCall(apiKeyId: string): Quota {
  const limit = env().apiRequestsPerMinute ?? REQUESTS_PER_MINUTE;
  const at = nowMs();
  const minute = minuteOf(apiKeyId, at);
  minute.used += 1;
  const resetsIn = String(Math.ceil((minute.endsAtMs - at) / SECOND_MS));
  const headers = {
    "RateLimit-Limit": String(limit),
    "RateLimit-Remaining": String(Math.max(0, limit - minute.used)),
    "RateLimit-Reset": resetsIn,
  };
  if (minute.used <= limit) return { ok: true, headers };
  return { ok: false, headers: { ...headers, "Retry-After": resetsIn } };
}

/** Gives a call back. One that found nothing new costs next to nothing, and asking often should be cheap. */
export function forgetCall(apiKeyId: string): void {
  const minute = minutes().ofKey.get(apiKeyId);
  if (minute && minute.used > 0) minute.used -= 1;
}

/** Tests: all counts from nothing. */
export function resetCalls(): void {
  shared.topupApiCalls = undefined;
}

/** The minute that runs for a key, else a new one. A clock that was set back must not make a minute longer. */
function minuteOf(apiKeyId: string, at: number): Minute {
  const { ofKey } = tidied(minutes(), at);
  const running = ofKey.get(apiKeyId);
  if (running && isRunning(running, at)) return running;
  const minute = { used: 0, endsAtMs: at + MINUTE_MS };
  ofKey.set(apiKeyId, minute);
  return minute;
}

function isRunning({ endsAtMs }: Minute, at: number): boolean {
  return endsAtMs > at && endsAtMs <= at + MINUTE_MS;
}

/** Forgets minutes that are over, once a minute, so that memory holds the keys of the last two. */
function tidied(all: Minutes, at: number): Minutes {
  if (at < all.tidyAtMs && all.tidyAtMs <= at + MINUTE_MS) return all;
  for (const [key, minute] of all.ofKey) if (!isRunning(minute, at)) all.ofKey.delete(key);
  all.tidyAtMs = at + MINUTE_MS;
  return all;
}
