/** Why a key could not be made, in the order in which the rules are checked. */
export type CreateApiKeyRefusal =
  | "name_required"
  | "name_too_long"
  | "scope_required"
  | "expiry_in_the_past"
  | "wallet_not_found"
  | "api_key_already_made"
  | "too_many_api_keys";
