import { setTimeout as wait } from "node:timers/promises";
import { type Sql, sql, type Tx } from "./client";

/** Serialization failure, deadlock, server shutting down: the same transaction may be run again. */
const RETRYABLE_CODES = new Set(["40001", "40P01", "57P01", "57P02", "57P03"]);
/** Connection trouble as postgres.js names it. The outcome may be unknown; operation keys make a rerun safe. */
const LOST_CONNECTION_CODES = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "ECONNRESET",
]);
/** There is no connection to be had: nothing was asked, and asking again now would only keep others waiting. */
const UNREACHABLE_CODES = new Set([
  "ECONNREFUSED",
  "CONNECT_TIMEOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
]);
const ATTEMPTS_MAX = 5;
const RETRY_DELAY_MS = 20;

function isRetryable(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== "string") return false;
  return RETRYABLE_CODES.has(code) || code.startsWith("08") || LOST_CONNECTION_CODES.has(code);
}

/** Whether a question was not even asked, because the database cannot be reached. */
export function isUnreachable(error: unknown): boolean {
  return UNREACHABLE_CODES.has(String((error as { code?: unknown } | null)?.code));
}

/**
 * Opens the one transaction of a request or job, runs `work` in it and commits durably. Runs `work` again when
 * the database asked for it or the connection was lost, which is safe because every operation has its key.
 * `work` must not talk to Stripe: a lock would be held for as long as somebody else's network takes.
 */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>, pool: Sql = sql()): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return (await pool.begin((tx) => work(tx as unknown as Tx))) as T;
    } catch (error) {
      if (attempt === ATTEMPTS_MAX || !isRetryable(error)) throw error;
      await wait(RETRY_DELAY_MS * attempt * (0.5 + Math.random()));
    }
  }
}
