import { nowMs } from "@/lib/platform/clock";
import type { ApiKey } from "./views";

/** A key as its row says. `lastUsedAt` runs ahead of the row while a use is being written. */
export type StoredKey = ApiKey & { secretHash: string; expiresAt: Date | null; lastUsedAt: Date | null };

/** How long what was read of a key is believed. Far enough below a second for "dead within a second". */
export const KEY_BELIEVED_MS = 500;
/** So many keys at once are more than one process can serve; what is beyond is read again. */
const KEYS_MAX = 10_000;

/** `stored` is the answer once it is there. */
type Recent = { askedAtMs: number; answer: Promise<StoredKey | null>; stored: StoredKey | null };

// One for the process: the pages that revoke and the routes that ask may be bundled apart.
const shared = globalThis as typeof globalThis & { topupRecentKeys?: Map<string, Recent> };

function recent(): Map<string, Recent> {
  shared.topupRecentKeys ??= new Map();
  return shared.topupRecentKeys;
}

/**
 * What `read` says of a key, or said less than half a second ago. Its age counts from before the question, since
 * the answer may be that old. Requests of one moment share one question. A key that is not there is asked for each
 * time, so that strangers cannot fill this memory and a new key works at once.
 */
export function rememberKey(
  secretHash: string,
  read: () => Promise<StoredKey | null>,
): Promise<StoredKey | null> {
  const keys = recent();
  const known = keys.get(secretHash);
  if (known && isFresh(known)) return known.answer;
  const asked: Recent = { askedAtMs: nowMs(), answer: read(), stored: null };
  keys.delete(secretHash);
  keys.set(secretHash, asked);
  const [oldest] = keys.keys();
  if (keys.size > KEYS_MAX && oldest !== undefined) keys.delete(oldest);
  const forget = () => {
    if (keys.get(secretHash) === asked) keys.delete(secretHash);
  };
  asked.answer.then((stored) => {
    asked.stored = stored;
    if (!stored) forget();
  }, forget);
  return asked.answer;
}

/** What was said of a key less than half a second ago, without waiting for anything; null when nothing was. */
export function recallKey(secretHash: string): StoredKey | null {
  const known = recent().get(secretHash);
  return known && isFresh(known) ? known.stored : null;
}

/** Forgets all keys of this process at once; each is read again when it is next used. */
export function forgetKeys(): void {
  recent().clear();
}

/** A clock that was set back must not make an old answer young again. */
function isFresh({ askedAtMs }: Recent): boolean {
  const ageMs = nowMs() - askedAtMs;
  return ageMs >= 0 && ageMs < KEY_BELIEVED_MS;
}
