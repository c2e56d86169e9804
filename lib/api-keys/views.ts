import type { ApiKeyScope } from "./scopes";

/** A key that works: whose wallet it opens and what it may do there. */
export type ApiKey = { id: string; walletId: string; scopes: ApiKeyScope[] };

/** A key as its person sees it in the list. Times are ISO 8601 texts in UTC. */
export type ApiKeyView = {
  id: string;
  name: string;
  prefix: string;
  scopes: ApiKeyScope[];
  isExpired: boolean;
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
};
