import type { Sql } from "./client";
import journal from "./migrations/meta/_journal.json";

/** `missing`: migrations of this code that the database has not seen. `newer`: it has seen ones of a later code. */
export type MigrationState = { missing: string[]; newer: number };

/** Compares a database with the migrations of this code. Drizzle notes each by the time at which it was made. */
export async function readMigrationState(sql: Sql): Promise<MigrationState> {
  const seen = await findSeen(sql);
  const ours = new Set(journal.entries.map(({ when }) => when));
  return {
    missing: journal.entries.filter(({ when }) => !seen.has(when)).map(({ tag }) => tag),
    newer: [...seen].filter((when) => !ours.has(when)).length,
  };
}

async function findSeen(sql: Sql): Promise<Set<number>> {
  const [table] = await sql<{ name: string | null }[]>`
    select to_regclass('drizzle.__drizzle_migrations')::text as name`;
  if (!table?.name) return new Set();
  const rows = await sql<{ at: number }[]>`select created_at as at from drizzle.__drizzle_migrations`;
  return new Set(rows.map(({ at }) => at));
}
