import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

const MIGRATIONS = fileURLToPath(new URL("./migrations", import.meta.url));
/** Any number, as long as only this uses it. */
const LOCK = 7_046_029;

/**
 * Brings a database up to the schema of this code; does nothing when it is. Safe to call from several processes
 * at once: the others wait for the first. The lock belongs to the session and is for set-up only, so a pooled
 * address must not be used here; nothing at run time relies on it.
 */
export async function migrateDatabase(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${LOCK})`;
    await migrate(drizzle(sql), { migrationsFolder: MIGRATIONS });
  } finally {
    await sql.end({ timeout: 5 });
  }
}
