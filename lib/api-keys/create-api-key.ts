import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { type Result, refuse } from "@/lib/platform/result";
import type { CreateApiKeyRefusal } from "./refusals";
import type { ApiKeyScope } from "./scopes";
import { hashOfKey, newKey, prefixOfKey } from "./secret";

export const API_KEY_NAME_LENGTH_MAX = 60;
/** As many as one person can keep apart. Expired ones count until they are revoked, so the list has an end. */
export const API_KEYS_PER_WALLET_MAX = 20;

export type CreateApiKeyRequest = {
  walletId: string;
  /** What the person calls the key; spaces around it are dropped. */
  name: string;
  scopes: readonly ApiKeyScope[];
  expiresAt: Date | null;
  /** Names this making for good, so that a form sent twice makes one key. */
  id?: string;
};

/**
 * Makes a key for a wallet. `key` is its text, which exists nowhere else and cannot be had again. It works at once.
 *
 * Refusals, in this order: `name_required`, `name_too_long`, `scope_required`, `expiry_in_the_past`,
 * `wallet_not_found` (a closed wallet too), `api_key_already_made`, `too_many_api_keys`.
 */
export async function createApiKey(
  request: CreateApiKeyRequest,
): Promise<Result<{ id: string; key: string }, CreateApiKeyRefusal>> {
  const refusal = refusalOf(request);
  if (refusal) return refuse(refusal);
  const id = request.id ?? newId();
  const key = newKey();
  const refused = await inTransaction((tx) => insertKey(tx, { ...request, id, key }));
  return refused ? refuse(refused) : { ok: true, id, key };
}

function refusalOf({ name, scopes, expiresAt }: CreateApiKeyRequest): CreateApiKeyRefusal | null {
  const length = [...name.trim()].length;
  // Control characters have no place in a name and would travel into pages and logs.
  if (length === 0 || /\p{Cc}/u.test(name.trim())) return "name_required";
  if (length > API_KEY_NAME_LENGTH_MAX) return "name_too_long";
  if (scopes.length === 0) return "scope_required";
  return expiresAt && expiresAt <= now() ? "expiry_in_the_past" : null;
}

type NewKey = CreateApiKeyRequest & { id: string; key: string };

/**
 * The wallet's lock makes the count right when two keys are made at once, and lets a deletion of the account
 * come either before, and no key is made, or after, and it revokes the key.
 */
async function insertKey(
  tx: Tx,
  { walletId, id, key, ...request }: NewKey,
): Promise<CreateApiKeyRefusal | null> {
  const [wallet] = await tx`select id from wallets where id = ${walletId} and closed_at is null for update`;
  if (!wallet) return "wallet_not_found";
  const rows = await tx<{ id: string; secretHash: string }[]>`
    select id, secret_hash as "secretHash" from api_keys
    where wallet_id = ${walletId} and (revoked_at is null or id = ${id})`;
  const made = rows.find((row) => row.id === id);
  // The very secret is there when the answer to our own commit was lost and the transaction runs again.
  if (made) return made.secretHash === hashOfKey(key) ? null : "api_key_already_made";
  if (rows.length >= API_KEYS_PER_WALLET_MAX) return "too_many_api_keys";
  await tx`
    insert into api_keys (wallet_id, id, name, prefix, secret_hash, scopes, expires_at, created_at)
    values (${walletId}, ${id}, ${request.name.trim()}, ${prefixOfKey(key)}, ${hashOfKey(key)},
            ${[...new Set(request.scopes)]}, ${request.expiresAt}, ${now()})`;
  return null;
}
