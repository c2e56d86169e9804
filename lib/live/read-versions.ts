import { sql } from "@/db/client";

/**
 * The versions of some wallets, as open pages follow them: credits and plan, counted together. Both counts only grow,
 * so their sum grows with every change of either. A wallet that is not there is left out.
 */
export async function readVersions(walletIds: string[]): Promise<Map<string, number>> {
  if (walletIds.length === 0) return new Map();
  const rows = await sql()<{ id: string; version: number }[]>`
    select id, version + subscription_version as version from wallets where id = any(${walletIds}::uuid[])`;
  return new Map(rows.map(({ id, version }) => [id, version]));
}

/**
 * The version of one wallet. A page reads it before what it shows: then it can be drawn once too often, and never
 * misses a change.
 */
export async function readVersion(walletId: string): Promise<number> {
  return (await readVersions([walletId])).get(walletId) ?? 0;
}
