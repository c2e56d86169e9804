import { sql } from "@/db/client";

/** The addresses of people by their user ids; who is gone is not in it, and their id is all that is left of them. */
export async function findOperators(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (userIds.length === 0) return new Map();
  const rows = await sql()<{ id: string; email: string }[]>`
    select id, email from users where id = any(${[...userIds]})`;
  return new Map(rows.map(({ id, email }) => [id, email]));
}
