import { timingSafeEqual } from "node:crypto";
import { sql } from "@/db/client";
import { now, nowMs } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import { recallKey, rememberKey, type StoredKey } from "./recent-keys";
import { hashOfKey, isKeyText } from "./secret";
import type { ApiKey } from "./views";

/** "Last used" is for people, so a busy key writes its row once a minute and not with every request. */
const USED_EVERY_MS = 60_000;

/** How work is done that may come after the answer. */
type Later = (work: () => Promise<void>) => void;
const atOnce: Later = (work) => void work();

/**
 * The key of a request, or null: no such text, revoked, expired, or of a deleted account, which are not told apart.
 * What was read is believed for less than a second, so a key revoked in another process is dead within one.
 *
 * When it was last used is written by way of `later`, after the answer where the host knows how.
 */
export async function findApiKey(bearer: string, later: Later = atOnce): Promise<ApiKey | null> {
  if (!isKeyText(bearer)) return null;
  const secretHash = hashOfKey(bearer);
  return toWorkingKey(await rememberKey(secretHash, () => readKey(secretHash)), secretHash, later);
}

/**
 * `findApiKey` for a key that was asked for less than half a second ago: the same answer, with nothing to wait for.
 * Null when it is not known, which says nothing of the key.
 */
export function recallApiKey(bearer: string, later: Later = atOnce): ApiKey | null {
  if (!isKeyText(bearer)) return null;
  const secretHash = hashOfKey(bearer);
  return toWorkingKey(recallKey(secretHash), secretHash, later);
}

function toWorkingKey(stored: StoredKey | null, secretHash: string, later: Later): ApiKey | null {
  if (!stored || !isSame(stored.secretHash, secretHash)) return null;
  if (stored.expiresAt && stored.expiresAt <= now()) return null;
  noteUse(stored, later);
  const { id, walletId, scopes } = stored;
  return { id, walletId, scopes };
}

async function readKey(secretHash: string): Promise<StoredKey | null> {
  const [stored] = await sql()<StoredKey[]>`
    select id, wallet_id as "walletId", scopes, secret_hash as "secretHash", expires_at as "expiresAt",
           last_used_at as "lastUsedAt"
    from api_keys where secret_hash = ${secretHash} and revoked_at is null`;
  return stored ?? null;
}

/** The time this takes says nothing about where two texts differ. */
function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function noteUse(stored: StoredKey, later: Later): void {
  if (stored.lastUsedAt && nowMs() - stored.lastUsedAt.getTime() < USED_EVERY_MS) return;
  const at = now();
  stored.lastUsedAt = at;
  later(() => writeUse(stored, at));
}

/** A failure is told to operators and to nobody else: the request was right all the same. */
async function writeUse({ walletId, id }: ApiKey, at: Date): Promise<void> {
  try {
    await sql()`
      update api_keys set last_used_at = ${at}
      where wallet_id = ${walletId} and id = ${id}
        and (last_used_at is null or last_used_at <= ${new Date(at.getTime() - USED_EVERY_MS)})`;
  } catch (error) {
    log.warn({ err: error, apiKeyId: id }, "api_key_use_not_noted");
  }
}
