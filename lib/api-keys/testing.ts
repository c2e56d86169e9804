import { type CreateApiKeyRequest, createApiKey } from "./create-api-key";

/** A key that works; what is not named is a key that may do everything and does not expire. */
export async function makeKey(walletId: string, request: Partial<CreateApiKeyRequest> = {}) {
  const made = await createApiKey({
    walletId,
    name: "Shop",
    scopes: ["wallet:read", "credits:spend"],
    expiresAt: null,
    ...request,
  });
  if (!made.ok) throw new Error(made.refusal);
  return made;
}
