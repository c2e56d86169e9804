/** What a key may do: read the wallet and its history; use its credits. One does not contain the other. */
export const API_KEY_SCOPES = ["wallet:read", "credits:spend"] as const;

export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];

export function isApiKeyScope(text: unknown): text is ApiKeyScope {
  return API_KEY_SCOPES.some((scope) => scope === text);
}
