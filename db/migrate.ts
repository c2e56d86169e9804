import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

const MIGRATIONS = fileURLToPath(new URL("./migrations", import.meta.url));
/** Any number, as long as only this uses it. */
const LOCK = 7_046_029;

/**
 * Brings a database up to the schema of this code; does nothing when it is. Safe to call from several processes
 * at once: the others wait for the first. Lock, migrations and the note of them are one transaction on one
 * connection, so that a start that is killed in the middle leaves the schema as it was, and a transaction
 * pooler in between does no harm: drizzle's own "begin" joins the one that is open, its "commit" ends it.
 */
export async function migrateDatabase(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, prepare: false, connect_timeout: 10, onnotice: () => {} });
  try {
    await sql.unsafe("begin");
    await sql`select pg_advisory_xact_lock(${LOCK})`;
    await migrate(drizzle(sql), { migrationsFolder: MIGRATIONS });
  } finally {
    await sql.end({ timeout: 5 });
  }
}
