import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";

/** More clients than this per two cores lose throughput on transactions of several statements (measured). */
const CONNECTIONS_MAX = 8;
const INT8 = 20;

/** Credits and minor units are whole numbers far below 2^53; a larger one is a broken row, never rounded. */
function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new Error(`unsafe_integer: ${text} does not fit a JavaScript number`);
  return value;
}

/**
 * A database that is back is found within a second. Left alone, the client counts the failures of all its
 * connections together and so waits up to 20 seconds after the shortest restart.
 */
function secondsUntilNextTry(failures: number): number {
  return Math.min(0.02 * 2 ** failures, 1) * (0.5 + Math.random() / 2);
}

function connect(url: string) {
  return postgres(url, {
    max: CONNECTIONS_MAX,
    connect_timeout: 5,
    idle_timeout: 30,
    backoff: secondsUntilNextTry,
    onnotice: () => {},
    types: { int8: { to: INT8, from: [INT8], serialize: String, parse: parseInt8 } },
  });
}

/** The pool, with whole numbers for `bigint` columns. */
export type Sql = ReturnType<typeof connect>;

/** An open transaction. Verbs take one and never commit; only `inTransaction` opens and ends it. */
export type Tx = postgres.TransactionSql<{ int8: number }>;

type Clients = { sql: Sql; drizzle: PostgresJsDatabase & { $client: Sql } };

// One pool per process, also when the dev server reloads this module.
const shared = globalThis as typeof globalThis & { topupClients?: Clients };

function clients(): Clients {
  if (!shared.topupClients) {
    const url = process.env.DATABASE_URL;
    if (!url) throw new Error("DATABASE_URL is missing: start with `npm run dev`, or set it");
    // Drizzle rewires the parsers of the client it gets, so it has a pool of its own.
    shared.topupClients = { sql: connect(url), drizzle: drizzle(connect(url)) };
  }
  return shared.topupClients;
}

/** SQL for money: prepared, explicit, one statement at a time. */
export function sql(): Sql {
  return clients().sql;
}

/** Typed queries for screens and accounts. */
export function db(): PostgresJsDatabase {
  return clients().drizzle;
}

/** Ends all connections; the next use opens new ones. For scripts and tests. */
export async function closeClients(): Promise<void> {
  const open = shared.topupClients;
  shared.topupClients = undefined;
  if (!open) return;
  await Promise.all([open.sql.end({ timeout: 5 }), open.drizzle.$client.end({ timeout: 5 })]);
}
