import { createHash } from "node:crypto";
import { isId } from "@/lib/platform/ids";

const VERSION_BYTES = 6;

/**
 * The id of a spend. The ledger names an operation by its wallet and the version it left that wallet at; this is the
 * pair in one UUID (version 8 of RFC 9562): the number first, then a digest of the wallet. So it needs no column and
 * no index, is different in every wallet, and says nothing about whose it is.
 */
export function spendIdOf(walletId: string, version: number): string {
  const bytes = createHash("sha256").update(`spend ${walletId}`).digest().subarray(0, 16);
  bytes.writeUIntBE(version, 0, VERSION_BYTES);
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The version a spend's id names within this wallet, or null when it is no id of a spend of this wallet. */
export function versionOfSpend(walletId: string, id: string): number | null {
  if (!isId(id)) return null;
  const version = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  return spendIdOf(walletId, version) === id ? version : null;
}
