import { sql } from "@/db/client";
import { now } from "@/lib/platform/clock";
import type { ApiKeyView } from "./views";

type Row = Pick<ApiKeyView, "id" | "name" | "prefix" | "scopes"> & {
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
};

/** The keys of a wallet that are not revoked, newest first; expired ones too, until they are revoked. */
export async function listApiKeys(walletId: string): Promise<ApiKeyView[]> {
  const rows = await sql()<Row[]>`
    select id, name, prefix, scopes, created_at as "createdAt", expires_at as "expiresAt",
           last_used_at as "lastUsedAt"
    from api_keys where wallet_id = ${walletId} and revoked_at is null
    order by created_at desc, id desc`;
  return rows.map(toApiKeyView);
}

function toApiKeyView({ createdAt, expiresAt, lastUsedAt, ...row }: Row): ApiKeyView {
  return {
    ...row,
    isExpired: expiresAt !== null && expiresAt <= now(),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
