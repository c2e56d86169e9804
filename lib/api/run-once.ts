import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { isKeyAlive } from "@/lib/api-keys/is-key-alive";
import type { ApiKey } from "@/lib/api-keys/views";
import { lockWallet } from "@/lib/ledger/lock-wallet";
import { hashOfRequest } from "@/lib/ledger/request-hash";
import { now } from "@/lib/platform/clock";
import { type Answer, apiKeyInvalid, jsonAnswer, problemAnswer } from "./answer";
import type { WriteCall, WriteOperation } from "./operation";

/** How long a request waits for another of the same wallet, before it is told to come back. */
const LOCK_WAIT = "2s";
const LOCK_NOT_AVAILABLE = "55P03";
/** How long that other may still need, in seconds. */
const COME_BACK_AFTER = "1";

type FirstAnswer = { requestHash: string; status: number; body: string };

const REPLAYED = { "Idempotent-Replayed": "true" };

/**
 * Does what a request asks for, once for its `Idempotency-Key`. The answer is stored in the transaction of the
 * operation and under the wallet's lock, so a twin that comes while the first still runs waits for the lock and
 * then gets the first answer, byte for byte. A refusal stores nothing and leaves the key free.
 *
 * After the stored answer was trimmed the ledger still knows the operation by its own key: nothing happens twice,
 * and the answer is made again from what the ledger keeps.
 *
 * The API key is looked at again under the lock: a slow body and the wait for the lock take their time, and a key
 * that was revoked meanwhile must not spend.
 *
 * Refusals: `api_key_invalid`, `idempotency_key_reused`, `request_in_progress`, and those of the operation.
 */
export async function runOnce(operation: WriteOperation, apiKey: ApiKey, call: WriteCall): Promise<Answer> {
  const requestHash = hashOfCall(operation, call);
  try {
    return await inTransaction(async (tx) => {
      const { isAlive, first } = await lockAndFindFirst(tx, apiKey, call);
      if (!isAlive) return apiKeyInvalid();
      if (first)
        return first.requestHash === requestHash ? replay(first) : problemAnswer("idempotency_key_reused");
      return run(tx, operation, call, requestHash);
    });
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code !== LOCK_NOT_AVAILABLE) throw error;
    return problemAnswer("request_in_progress", { headers: { "Retry-After": COME_BACK_AFTER } });
  }
}

/**
 * The lock and the questions in one round trip; each question has a snapshot of its own, taken when the lock is held.
 * The limit of the wait goes ahead by itself: sent together with the lock it did not end the wait (PostgreSQL 18.4).
 */
async function lockAndFindFirst(
  tx: Tx,
  apiKey: ApiKey,
  { walletId, key }: WriteCall,
): Promise<{ isAlive: boolean; first: FirstAnswer | undefined }> {
  await tx`select set_config('lock_timeout', ${LOCK_WAIT}, true)`;
  const [, isAlive, [first]] = await Promise.all([
    lockWallet(tx, walletId),
    isKeyAlive(tx, apiKey),
    tx<FirstAnswer[]>`
      select request_hash as "requestHash", status, body
      from api_requests where wallet_id = ${walletId} and key = ${key}`,
  ]);
  return { isAlive, first };
}

async function run(tx: Tx, operation: WriteOperation, call: WriteCall, requestHash: string): Promise<Answer> {
  const done = await operation.write(tx, call);
  if (!done.ok) return problemAnswer(done.code, done.details);
  const body = JSON.stringify(done.body);
  await tx`
    insert into api_requests (wallet_id, key, request_hash, status, body, created_at)
    values (${call.walletId}, ${call.key}, ${requestHash}, ${operation.status}, ${body}, ${now()})`;
  return jsonAnswer(operation.status, body, done.replayed ? REPLAYED : {});
}

function replay({ status, body }: FirstAnswer): Answer {
  return jsonAnswer(status, body, REPLAYED);
}

/** Of the endpoint, its ids and the parsed body: white space and the order of fields do not matter. */
function hashOfCall({ id }: WriteOperation, { params, body }: WriteCall): string {
  return hashOfRequest({ id, ...params, ...prefixed(body as Record<string, string | number>) });
}

function prefixed(body: Record<string, string | number>): Record<string, string | number> {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [`body.${name}`, value]));
}
