import type { CreateApiKeyRefusal } from "@/lib/api-keys/refusals";
import type { ApiKeyScope } from "@/lib/api-keys/scopes";

/** What the form of a new key shows after it was sent. */
export type KeyFormState = {
  /** Counts answers, so that the same problem twice is announced twice. */
  answers: number;
  /** The key itself, this once. */
  made?: { title: string; key: string };
  refusal?: CreateApiKeyRefusal;
  /** The refusal in words. */
  problem?: string;
  typed?: { name: string; scopes: ApiKeyScope[]; expiry: string };
};
