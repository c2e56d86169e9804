import { sql } from "@/db/client";

/** The versions of some wallets. A wallet that is not there is left out. */
export async function readVersions(walletIds: string[]): Promise<Map<string, number>> {
  if (walletIds.length === 0) return new Map();
  const rows = await sql()<{ id: string; version: number }[]>`
    select id, version from wallets where id = any(${walletIds}::uuid[])`;
  return new Map(rows.map(({ id, version }) => [id, version]));
}
