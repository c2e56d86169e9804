import { sql } from "./client";

/** SQL that a library wrote, with its values apart. Our own SQL is tagged and never comes this way. */
export async function runLibraryQuery({
  text,
  values,
}: {
  text: string;
  values?: (string | number | null)[];
}) {
  const rows = await sql().unsafe(text, values ?? [], { prepare: true });
  return { rows: [...rows], rowCount: rows.count };
}
